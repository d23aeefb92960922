import { useStore } from 'zustand';
import type { LedgerState } from '@/ledger/create-ledger';
import { useSession } from './session-provider';

/** Whether past jobs are kept over a reload: `memory` when this browser refuses to (private window, full disk). */
export function useLedgerStatus(): LedgerState['status'] {
  return useStore(useSession().ledger.state, (state) => state.status);
}
