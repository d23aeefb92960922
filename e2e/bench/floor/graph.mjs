// The least a graph can be: one canvas that draws boxes and straight links, with pan, wheel zoom and dragging of a box.
const MARGIN = 40;
const canvas = document.createElement('canvas');
canvas.style.cssText = 'position:fixed;inset:0';
document.documentElement.style.overflow = 'hidden';
document.body.append(canvas);
canvas.width = innerWidth;
canvas.height = innerHeight;
const context = canvas.getContext('2d');
const view = { x: 0, y: 0, zoom: 1 };
let boxes = new Map();
let links = [];
let frame = 0;
let opened = false;
let held = null;

function isSeen(left, top, right, bottom) {
  const { x, y, zoom } = view;
  return right * zoom + x > 0 && left * zoom + x < canvas.width && bottom * zoom + y > 0 && top * zoom + y < canvas.height;
}

function draw() {
  frame = 0;
  const { x, y, zoom } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#18181b';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(zoom, 0, 0, zoom, x, y);
  context.beginPath();
  for (const [, from, fromSlot, to, toSlot] of links) {
    const a = boxes.get(from);
    const b = boxes.get(to);
    if (a === undefined || b === undefined) continue;
    const [x1, y1, x2, y2] = [a.x + a.w, a.y + 40 + fromSlot * 20, b.x, b.y + 40 + toSlot * 20];
    if (!isSeen(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))) continue;
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.lineWidth = 1 / zoom;
  context.strokeStyle = '#7c8cff';
  context.stroke();
  context.fillStyle = '#3f3f46';
  for (const box of boxes.values()) if (isSeen(box.x, box.y, box.x + box.w, box.y + box.h)) context.fillRect(box.x, box.y, box.w, box.h);
  if (!opened) return;
  opened = false;
  performance.mark('workflow:painted');
}

function schedule() {
  frame ||= requestAnimationFrame(draw);
}

function open(text) {
  const workflow = JSON.parse(text);
  boxes = new Map(
    workflow.nodes.map(({ id, pos, size }) => [
      id,
      { id, x: pos[0] ?? pos['0'], y: pos[1] ?? pos['1'], w: size[0] ?? size['0'], h: size[1] ?? size['1'] },
    ]),
  );
  links = workflow.links;
  let [right, bottom] = [1, 1];
  for (const box of boxes.values()) [right, bottom] = [Math.max(right, box.x + box.w), Math.max(bottom, box.y + box.h)];
  view.zoom = Math.min((canvas.width - 2 * MARGIN) / right, (canvas.height - 2 * MARGIN) / bottom);
  view.x = view.y = MARGIN;
  opened = true;
  schedule();
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  open(await event.dataTransfer.files[0].text());
});
const boxAt = (x, y) => {
  const point = { x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom };
  const isInside = (box) => point.x >= box.x && point.x <= box.x + box.w && point.y >= box.y && point.y <= box.y + box.h;
  return [...boxes.values()].find(isInside) ?? null;
};
canvas.addEventListener('mousedown', (event) => {
  held = { target: event.button === 0 ? boxAt(event.clientX, event.clientY) : view, x: event.clientX, y: event.clientY };
});
addEventListener('mousemove', (event) => {
  const target = held?.target ?? null;
  if (target === null) return;
  const scale = target === view ? 1 : view.zoom;
  target.x += (event.clientX - held.x) / scale;
  target.y += (event.clientY - held.y) / scale;
  held.x = event.clientX;
  held.y = event.clientY;
  schedule();
});
addEventListener('mouseup', () => (held = null));
addEventListener(
  'wheel',
  (event) => {
    event.preventDefault();
    const factor = 2 ** (-event.deltaY * 0.002);
    view.x = event.clientX - (event.clientX - view.x) * factor;
    view.y = event.clientY - (event.clientY - view.y) * factor;
    view.zoom *= factor;
    schedule();
  },
  { passive: false },
);
window.floorGraph = { view, boxAt };
performance.mark('app:interactive');
