import { Popover } from '@base-ui/react/popover';
import { Repeat, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_LOOP_COUNT } from '@/config/limits';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { autoQueueOf, type Loop, type LoopRequest } from './auto-queue';
import { t } from './texts';

const USUAL_COUNT = 10;

/** Beside Run: begins a loop, and while one goes on says how far it is and stops it. */
export function LoopChip() {
  const workspace = useWorkspace();
  const queue = autoQueueOf(workspace);
  const loop = useStore(queue.state, (state) => state.loop);
  const question = useStore(queue.state, (state) => state.question);
  if (loop !== null) return <RunningLoop loop={loop} onStop={queue.stop} />;
  const setOpen = (isOpen: boolean): void => queue.state.setState({ question: isOpen ? { kind: 'how' } : null });
  return (
    <Popover.Root open={question !== null} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <IconButton label={t.loop} title={t.loopHint}>
            <Repeat size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="w-72 max-w-[calc(100vw-1rem)] rounded-panel border border-border bg-raised p-4 text-text shadow-float outline-none">
            {question?.kind === 'repeats' ? <RepeatsQuestion request={question.request} /> : <HowLong />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function RunningLoop({ loop, onStop }: { readonly loop: Loop; readonly onStop: () => void }) {
  const name = useDocuments((state) => state.documents[loop.documentId]?.name ?? '');
  const stop = useRef<HTMLButtonElement>(null);
  // Synchronises with the browser's focus: a keyboard that started the loop would be on nothing.
  useEffect(() => {
    const frame = requestAnimationFrame(() => document.activeElement === document.body && stop.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div
      role="group"
      aria-label={t.group}
      title={t.progressOf({ ...loop, name })}
      className="flex h-7 items-center gap-1 rounded-control border border-accent pl-2 pointer-coarse:h-11"
    >
      <Repeat size={14} strokeWidth={1.75} aria-hidden className="text-accent" />
      <span role="status" className="text-secondary whitespace-nowrap tabular-nums">
        {t.progress(loop)}
      </span>
      <IconButton ref={stop} label={t.stop} onClick={onStop} className="pointer-fine:size-6">
        <Square size={12} strokeWidth={1.75} aria-hidden className="fill-current" />
      </IconButton>
    </div>
  );
}

/** Starts a loop of the document in front, or of the one named. */
function useStart(): (request: Pick<LoopRequest, 'limit' | 'seeds'> & { readonly documentId?: LoopRequest['documentId'] }) => void {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  return ({ documentId = workspace.documents.getState().activeId, ...request }) => {
    if (documentId === null) announce(t.nothingOpen);
    else void autoQueueOf(workspace).start({ session, workspace, announce }, { ...request, documentId });
  };
}

function HowLong() {
  const start = useStart();
  const hasDocument = useDocuments((state) => state.activeId !== null);
  const [isCounted, setCounted] = useState(false);
  const [count, setCount] = useState(USUAL_COUNT);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        start({ limit: isCounted ? count : null, seeds: 'asked' });
      }}
    >
      <Popover.Title className="text-title font-semibold">{t.title}</Popover.Title>
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{t.how}</legend>
        <Choice label={t.endless} isChosen={!isCounted} onChoose={() => setCounted(false)} />
        <div className="flex items-center gap-2">
          <Choice label={t.counted} isChosen={isCounted} onChoose={() => setCounted(true)} />
          <input
            type="number"
            aria-label={t.count}
            min={1}
            max={MAX_LOOP_COUNT}
            value={count}
            disabled={!isCounted}
            className="h-7 w-20 rounded-control border border-border-strong bg-sunken px-1.5 text-right tabular-nums disabled:opacity-50 pointer-coarse:h-11"
            onChange={({ target }) => {
              const next = Math.trunc(target.valueAsNumber);
              if (next >= 1) setCount(Math.min(next, MAX_LOOP_COUNT));
            }}
          />
        </div>
      </fieldset>
      {!hasDocument && <p className="text-secondary text-muted">{t.nothingOpen}</p>}
      <Button type="submit" tone="accent" disabled={!hasDocument} icon={<Repeat size={16} strokeWidth={1.75} aria-hidden />}>
        {t.start}
      </Button>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-7 flex-1 items-center gap-2 pointer-coarse:min-h-11">
      <input type="radio" name="loop-length" className="accent-accent" checked={isChosen} onChange={onChoose} />
      {label}
    </label>
  );
}

function RepeatsQuestion({ request }: { readonly request: LoopRequest }) {
  const start = useStart();
  const first = useRef<HTMLButtonElement>(null);
  // Synchronises with the browser's focus: the button that asked is gone.
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="flex flex-col gap-3">
      <Popover.Title className="text-title font-semibold">{t.repeatsTitle}</Popover.Title>
      <Popover.Description className="text-muted">{t.repeatsText}</Popover.Description>
      <Button ref={first} tone="accent" onClick={() => start({ ...request, seeds: 'randomize' })}>
        {t.randomize}
      </Button>
      <Button onClick={() => start({ ...request, seeds: 'allowed' })}>{t.anyway}</Button>
    </div>
  );
}
