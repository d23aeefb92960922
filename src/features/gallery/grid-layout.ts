/** Sizes of the grid in px. */
export interface GridLayout {
  readonly columns: number;
  readonly tileWidth: number;
  readonly rowHeight: number;
}

export const GRID_GAP = 8;
export const GRID_PADDING = 12;
/** The line with the name below a picture. */
const NAME_HEIGHT = 22;

/** As many columns as come nearest to the wanted size, filling the width. */
export function toGridLayout(widthPx: number, wantedPx: number): GridLayout {
  const inner = Math.max(0, widthPx - 2 * GRID_PADDING);
  const columns = Math.max(1, Math.round((inner + GRID_GAP) / (wantedPx + GRID_GAP)));
  const tileWidth = Math.floor((inner - (columns - 1) * GRID_GAP) / columns);
  return { columns, tileWidth, rowHeight: tileWidth + NAME_HEIGHT };
}
