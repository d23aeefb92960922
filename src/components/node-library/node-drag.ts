/** What is dragged from the library to a canvas: the class name under a type of our own. */
const NODE_TYPE_MIME = 'application/x-comfydeck-node-type';

/** Begins to drag a node type. */
export function startNodeDrag(transfer: DataTransfer, className: string): void {
  transfer.setData(NODE_TYPE_MIME, className);
  transfer.effectAllowed = 'copy';
}

/** Whether what is dragged is a node type. Which one is told only when it is dropped. */
export function isNodeDrag(transfer: DataTransfer): boolean {
  return transfer.types.includes(NODE_TYPE_MIME);
}

/** The class name that was dropped; null when it is something else. */
export function droppedNode(transfer: DataTransfer): string | null {
  const name = transfer.getData(NODE_TYPE_MIME);
  return name === '' ? null : name;
}
