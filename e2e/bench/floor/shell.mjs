// The least a start can be: fetch the node types, parse them, show how many there are.
const answer = await fetch('/api/object_info');
const types = JSON.parse(await answer.text());
document.body.append(`${Object.keys(types).length} node types`);
requestAnimationFrame(() => performance.mark('app:interactive'));
