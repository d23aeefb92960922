import { useCallback, useEffect, useRef, useState } from 'react';
import { runDoctor, type DoctorReport } from '@/session/doctor/run-doctor';
import { useSession } from '@/session/session-provider';

/** Longer than the 60 s after which nginx cuts a quiet socket. */
const SILENCE_MS = 65_000;

export interface DoctorChoices {
  readonly isWithRun: boolean;
  readonly isWithSilence: boolean;
}

export interface Doctor {
  /** Of the examination going on, else of the last one; null before the first. */
  readonly report: DoctorReport | null;
  readonly examine: (choices: DoctorChoices) => void;
}

/** Examines when the page opens, doing nothing on the server, and again when asked. */
export function useDoctor(): Doctor {
  const { client, page, clock, random } = useSession();
  const [report, setReport] = useState<DoctorReport | null>(null);
  const current = useRef<AbortController | null>(null);
  const examine = useCallback(
    ({ isWithRun, isWithSilence }: DoctorChoices): void => {
      current.current?.abort();
      const { signal } = (current.current = new AbortController());
      const place = { origin: window.location.origin, isSecureContext: window.isSecureContext };
      const parts = {
        client,
        openSocket: page.openSocket,
        clock,
        random,
        place,
        idleMs: isWithSilence ? SILENCE_MS : 0,
        mayRun: isWithRun,
        signal,
      };
      void runDoctor(parts, (next) => {
        if (!signal.aborted) setReport(next);
      });
    },
    [client, page, clock, random],
  );
  // The server is outside React: its first examination begins with the page and nobody waits for it afterwards.
  useEffect(() => {
    examine({ isWithRun: false, isWithSilence: false });
    return () => current.current?.abort();
  }, [examine]);
  return { report, examine };
}
