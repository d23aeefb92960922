import { describe, expect, it } from 'vitest';
import { boundsOf, fitViewport, MIN_ZOOM, overlaps, revealRect, toGraphPoint, toPixel, visibleRect, zoomAt } from './viewport';

const size = { width: 1000, height: 600 };

describe('viewport', () => {
  it('converts pixels and canvas units both ways', () => {
    const viewport = { x: 30, y: -20, zoom: 0.5 };
    expect(toPixel(viewport, toGraphPoint(viewport, { x: 217, y: 99 }))).toEqual({ x: 217, y: 99 });
  });

  it('fits bounds so that all of them are visible and centred', () => {
    const bounds = { x: -400, y: 100, width: 3000, height: 500 };
    const shown = visibleRect(fitViewport(bounds, size), size);
    expect(shown.x).toBeLessThan(bounds.x);
    expect(shown.x + shown.width).toBeGreaterThan(bounds.x + bounds.width);
    expect(shown.y + shown.height / 2).toBeCloseTo(bounds.y + bounds.height / 2);
  });

  it('does not enlarge a small workflow and never leaves the zoom range', () => {
    expect(fitViewport({ x: 0, y: 0, width: 10, height: 10 }, size).zoom).toBe(1);
    expect(fitViewport({ x: 0, y: 0, width: 1e9, height: 10 }, size).zoom).toBe(MIN_ZOOM);
  });

  it('keeps the point under the pointer while zooming', () => {
    const before = { x: 10, y: 20, zoom: 1 };
    const pixel = { x: 300, y: 200 };
    const after = zoomAt(before, 1.7, pixel);
    expect(toGraphPoint(after, pixel).x).toBeCloseTo(toGraphPoint(before, pixel).x);
    expect(toGraphPoint(after, pixel).y).toBeCloseTo(toGraphPoint(before, pixel).y);
  });

  it('reveals a hidden rectangle with the smallest move and leaves a visible one alone', () => {
    const viewport = { x: 0, y: 0, zoom: 1 };
    expect(revealRect(viewport, { x: 100, y: 100, width: 50, height: 50 }, size)).toBe(viewport);
    const moved = revealRect(viewport, { x: 1200, y: 100, width: 100, height: 50 }, size, 10);
    expect(moved).toEqual({ x: -310, y: 0, zoom: 1 });
  });

  it('bounds nothing as null and tells overlap from distance', () => {
    expect(boundsOf([])).toBeNull();
    expect(overlaps({ x: 0, y: 0, width: 10, height: 10 }, { x: 9, y: 9, width: 5, height: 5 })).toBe(true);
    expect(overlaps({ x: 0, y: 0, width: 10, height: 10 }, { x: 11, y: 0, width: 5, height: 5 })).toBe(false);
  });
});
