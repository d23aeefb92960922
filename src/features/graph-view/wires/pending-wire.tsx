import { useStore } from 'zustand';
import { findSocket, socketPoint } from '../canvas/scene';
import { toPixel } from '../canvas/viewport';
import { useController, useView } from '../graph-context';
import { wirePath } from './link-shape';
import { socketCss } from '@/components/sockets/socket-color';

/** The wire being drawn, above the nodes, and the reason why the socket under the pointer refuses it. */
export function PendingWire() {
  const controller = useController();
  const pending = useView((state) => state.pending);
  const viewport = useStore(controller.viewport, (state) => state.viewport);
  if (pending === null) return null;
  const scene = controller.scene();
  const start = socketPoint(scene, pending.from);
  if (start === null) return null;
  const plugged = pending.over === null || pending.refusal !== null ? null : socketPoint(scene, pending.over);
  const end = plugged ?? pending.to;
  const [a, b] = pending.from.side === 'output' ? [start, end] : [end, start];
  const color = socketCss(findSocket(scene, pending.from)?.type ?? '*');
  const label = toPixel(viewport, pending.to);
  return (
    <>
      <svg aria-hidden className="pointer-events-none absolute inset-0 z-20 size-full overflow-visible">
        <g transform={`translate(${viewport.x} ${viewport.y}) scale(${viewport.zoom})`}>
          <path
            d={wirePath({ x1: a.x, y1: a.y, x2: b.x, y2: b.y })}
            fill="none"
            strokeWidth={3}
            strokeDasharray={pending.refusal === null ? undefined : '6 6'}
            style={{ stroke: pending.refusal === null ? color : 'var(--danger)' }}
          />
        </g>
      </svg>
      {pending.refusal !== null && (
        <p
          role="status"
          className="pointer-events-none absolute top-0 left-0 z-20 rounded-control border border-danger bg-raised px-2 py-0.5 text-secondary text-danger shadow-float"
          style={{ transform: `translate(${label.x + 14}px, ${label.y + 14}px)` }}
        >
          {pending.refusal}
        </p>
      )}
    </>
  );
}
