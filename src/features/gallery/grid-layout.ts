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

/** Browsers cut elements that are higher than some 17 million px. */
const MAX_HEIGHT_PX = 15_000_000;

/** As many columns as come nearest to the wanted size, filling the width; more where so many tiles would not fit into one page. */
export function toGridLayout(widthPx: number, wantedPx: number, count = 0): GridLayout {
  const inner = Math.max(0, widthPx - 2 * GRID_PADDING);
  const wanted = Math.max(1, Math.round((inner + GRID_GAP) / (wantedPx + GRID_GAP)));
  for (let columns = wanted; ; columns++) {
    const tileWidth = Math.floor((inner - (columns - 1) * GRID_GAP) / columns);
    const rowHeight = tileWidth + NAME_HEIGHT;
    if (Math.ceil(count / columns) * (rowHeight + GRID_GAP) <= MAX_HEIGHT_PX) return { columns, tileWidth, rowHeight };
  }
}
