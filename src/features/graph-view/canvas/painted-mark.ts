import type { Size } from '@/graph/document/model';
import { mark } from '@/lib/marks';
import type { Scene } from './scene';

/** Notes the first drawing of an opened workflow. Make one per canvas and call it after each drawing. */
export function createPaintedMark(): (scene: Scene, size: Size) => void {
  let isPainted = false;
  return (scene, size) => {
    if (isPainted || scene.nodes.size === 0 || size.width === 0) return;
    isPainted = true;
    mark('workflow:painted');
  };
}
