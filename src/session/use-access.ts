import { useStore } from 'zustand';
import { useSession } from './session-provider';

/** True where the server refuses every change that this page asks for: buttons that would only fail are disabled and say why. */
export function useIsViewer(): boolean {
  return useStore(useSession().access, ({ role }) => role === 'viewer');
}
