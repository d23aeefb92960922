/**
 * Resolves in a task of its own, after what the browser has to do in between: long work stays off its frames. Unlike a timer it is
 * never made to wait.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
