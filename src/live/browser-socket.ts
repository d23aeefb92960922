import type { SocketLike } from './connection';

/**
 * Opens a socket of this browser; binary frames arrive as `ArrayBuffer`.
 * @throws SyntaxError for an address the browser refuses.
 */
export function openBrowserSocket(url: string): SocketLike {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const like: SocketLike = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => like.onopen?.();
  socket.onmessage = (event: MessageEvent<unknown>) => like.onmessage?.(event);
  socket.onerror = () => like.onerror?.();
  socket.onclose = () => like.onclose?.();
  return like;
}
