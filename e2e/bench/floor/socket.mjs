// The least a listener can be: parse every message and count.
const socket = new WebSocket(`ws://${location.host}/ws?clientId=floor`);
let count = 0;
const counted = document.body.appendChild(document.createElement('p'));
socket.binaryType = 'arraybuffer';
socket.onopen = () => {
  socket.send('{"type":"feature_flags","data":{"supports_preview_metadata":true}}');
  performance.mark('app:interactive');
};
socket.onmessage = ({ data }) => {
  if (typeof data === 'string') JSON.parse(data);
  count++;
};
const show = () => {
  counted.textContent = String(count);
  requestAnimationFrame(show);
};
show();
