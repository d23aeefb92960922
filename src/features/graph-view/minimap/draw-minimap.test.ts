import { describe, expect, it } from 'vitest';
import { drawMinimap, fromMinimap, minimapFrame, toMinimapRect } from './draw-minimap';

const size = { width: 200, height: 120 };
const bounds = { x: -500, y: 0, width: 4000, height: 1000 };

describe('minimap', () => {
  it('shows the whole graph inside its edges', () => {
    const rect = toMinimapRect(bounds, minimapFrame(bounds, size), size);
    expect(rect.x).toBeGreaterThan(0);
    expect(rect.x + rect.width).toBeLessThan(size.width);
    expect(rect.y + rect.height).toBeLessThan(size.height);
  });

  it('cuts a frame that reaches beyond it', () => {
    const rect = toMinimapRect({ x: -99_999, y: 0, width: 200_000, height: 10 }, minimapFrame(bounds, size), size);
    expect(rect).toMatchObject({ x: 0, width: size.width });
  });

  it('finds the graph point under a pixel', () => {
    const frame = minimapFrame(bounds, size);
    const centre = fromMinimap({ x: 100, y: 60 }, frame);
    expect(centre.x).toBeCloseTo(1500);
    expect(centre.y).toBeCloseTo(500);
  });

  it('paints every node, tiny ones still visibly', () => {
    const painted: { color: string; width: number }[] = [];
    let color = '';
    const context = {
      set fillStyle(value: string) {
        color = value;
      },
      get fillStyle() {
        return color;
      },
      fillRect: (_x: number, _y: number, width: number) => void painted.push({ color, width }),
    };
    drawMinimap(
      context,
      [
        { x: 0, y: 0, width: 1, height: 1, color: 'red' },
        { ...bounds, color: 'blue' },
      ],
      minimapFrame(bounds, size),
    );
    expect(painted.map((box) => box.color)).toEqual(['red', 'blue']);
    expect(painted[0]?.width).toBeGreaterThanOrEqual(1);
  });
});
