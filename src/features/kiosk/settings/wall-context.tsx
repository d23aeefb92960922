import { createContext, use, type ReactNode } from 'react';
import type { WallSettings } from './wall-settings';
import { DEFAULT_SETTINGS } from './wall-settings';

type Told = Pick<WallSettings, 'isRedacted' | 'images'>;

const WallContext = createContext<Told>(DEFAULT_SETTINGS);

/** Tells every part below how much of jobs it may show. */
export function WallPrivacy({ settings, children }: { readonly settings: Told; readonly children: ReactNode }) {
  return <WallContext value={settings}>{children}</WallContext>;
}

/** How much of jobs may be shown. */
export function useWallPrivacy(): Told {
  return use(WallContext);
}
