import type { NodeColors } from '@/graph/edit/nodes';
import { texts as t } from '../texts';

/** The pairs title/body other tools offer by these names, so that a workflow looks the same there. */
export const NODE_COLORS: readonly { readonly id: string; readonly label: string; readonly colors: NodeColors | null }[] = [
  { id: 'none', label: t.colorNone, colors: null },
  { id: 'red', label: t.colorRed, colors: { color: '#322', bgcolor: '#533' } },
  { id: 'brown', label: t.colorBrown, colors: { color: '#332922', bgcolor: '#593930' } },
  { id: 'green', label: t.colorGreen, colors: { color: '#232', bgcolor: '#353' } },
  { id: 'blue', label: t.colorBlue, colors: { color: '#223', bgcolor: '#335' } },
  { id: 'cyan', label: t.colorCyan, colors: { color: '#233', bgcolor: '#355' } },
  { id: 'purple', label: t.colorPurple, colors: { color: '#323', bgcolor: '#535' } },
  { id: 'yellow', label: t.colorYellow, colors: { color: '#432', bgcolor: '#653' } },
  { id: 'black', label: t.colorBlack, colors: { color: '#222', bgcolor: '#000' } },
];

/** The same names for groups, in the tints that go with them. Source: litegraph `LGraphCanvas.node_colors`, `groupcolor`. */
export const GROUP_COLORS: readonly { readonly id: string; readonly label: string; readonly color: string | null }[] = [
  { id: 'none', label: t.colorNone, color: null },
  { id: 'red', label: t.colorRed, color: '#A88' },
  { id: 'brown', label: t.colorBrown, color: '#b06634' },
  { id: 'green', label: t.colorGreen, color: '#8A8' },
  { id: 'blue', label: t.colorBlue, color: '#88A' },
  { id: 'cyan', label: t.colorCyan, color: '#8AA' },
  { id: 'purple', label: t.colorPurple, color: '#a1309b' },
  { id: 'yellow', label: t.colorYellow, color: '#b58b2a' },
  { id: 'black', label: t.colorBlack, color: '#444' },
];
