import { Map as MapIcon, Maximize, Minus, Plus, SquarePlus } from 'lucide-react';
import { useStore } from 'zustand';
import { IconButton } from '@/ui/button';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import type { Scene } from './canvas/scene';
import { useController } from './graph-context';
import { Minimap } from './minimap/minimap';
import { texts as t } from './texts';
import { fitView, viewCentre, zoomReset, zoomStep } from './view-actions';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Lower right corner: minimap, zoom, fit, and adding a node for those who cannot double-click. */
export function ViewToolbar({ scene }: { readonly scene: Scene }) {
  const controller = useController();
  const workspace = useWorkspace();
  const isMinimapShown = usePreference('isMinimapShown');
  const percent = useStore(controller.viewport, (state) => Math.round(state.viewport.zoom * 100));
  return (
    <div className="absolute right-3 bottom-3 z-10 flex flex-col items-end gap-2">
      {isMinimapShown && (
        <div className="max-sm:hidden">
          <Minimap scene={scene} />
        </div>
      )}
      <div role="toolbar" aria-label={t.viewTools} className="flex items-center rounded-panel border border-border bg-surface p-0.5">
        {!controller.isFrozen && (
          <>
            <IconButton
              label={t.addNode}
              onClick={() => controller.view.setState({ search: { point: viewCentre(controller), from: null } })}
            >
              <SquarePlus {...ICON} />
            </IconButton>
            <span aria-hidden className="mx-0.5 h-5 w-px bg-border" />
          </>
        )}
        <IconButton label={t.zoomOut} onClick={() => zoomStep(controller, 'out')}>
          <Minus {...ICON} />
        </IconButton>
        <button
          type="button"
          title={t.zoomReset}
          aria-label={`${t.zoomReset}, ${t.zoomLevel({ percent })}`}
          className="min-h-7 w-12 rounded-control text-center text-secondary text-muted tabular-nums hover:bg-raised hover:text-text pointer-coarse:min-h-11"
          onClick={() => zoomReset(controller)}
        >
          {t.zoomLevel({ percent })}
        </button>
        <IconButton label={t.zoomIn} onClick={() => zoomStep(controller, 'in')}>
          <Plus {...ICON} />
        </IconButton>
        <IconButton label={t.fit} title={`${t.fit} (.)`} onClick={() => fitView(controller)}>
          <Maximize {...ICON} />
        </IconButton>
        <IconButton
          label={t.showMinimap}
          isPressed={isMinimapShown}
          className="max-sm:hidden"
          onClick={() => workspace.setPreferences({ isMinimapShown: !isMinimapShown })}
        >
          <MapIcon {...ICON} />
        </IconButton>
      </div>
    </div>
  );
}
