import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { useRunWorkflow } from '@/components/run-workflow/use-run-workflow';
import { wordFailure } from '@/components/server-failure/word-failure';
import { selectForm } from '@/graph/form/form-controls';
import { toAppError } from '@/lib/errors';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useActiveDocument } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { ChooseControls } from './choose-controls';
import { FormField } from './form-field';
import { FormOutputs } from './form-outputs';
import { t } from './texts';

/** The document in front as a form: its controls worth showing, what it made last, and Run. */
export function FormPanel() {
  const open = useActiveDocument();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <Panel
      title={t.form}
      actions={open !== null && <Button onClick={() => setChoosing(!isChoosing)}>{isChoosing ? t.chooseDone : t.choose}</Button>}
    >
      {open === null ? <EmptyState title={t.nothingOpen} hint={t.nothingOpenHint} /> : <Form open={open} isChoosing={isChoosing} />}
    </Panel>
  );
}

function Form({ open, isChoosing }: { readonly open: OpenDocument; readonly isChoosing: boolean }) {
  const { nodeTypes, status, error, refetch } = useNodeTypes();
  if (status === 'failed') {
    return <ErrorState title={t.typesFailed} detail={error === null ? '' : wordFailure(toAppError(error))} onRetry={refetch} />;
  }
  if (status === 'loading') {
    return (
      <div role="status" aria-label={t.loading} className="flex flex-col gap-3 p-4">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-16" />
        ))}
      </div>
    );
  }
  return isChoosing ? <ChooseControls open={open} nodeTypes={nodeTypes} /> : <Fields open={open} nodeTypes={nodeTypes} />;
}

interface FieldsProps {
  readonly open: OpenDocument;
  readonly nodeTypes: ReturnType<typeof useNodeTypes>['nodeTypes'];
}

function Fields({ open, nodeTypes }: FieldsProps) {
  const groups = useMemo(() => selectForm(open.document, nodeTypes), [open.document, nodeTypes]);
  const { run, isSubmitting } = useRunWorkflow();
  return (
    <div className="mx-auto grid max-w-6xl gap-6 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        {groups.length === 0 && <EmptyState title={t.nothingToShow} hint={t.nothingToShowHint} />}
        {groups.map(({ key, title, controls }, index) => (
          <section key={`${index} ${key}`} aria-label={title} className="flex flex-col gap-2">
            <h3 className="font-semibold break-words">{title}</h3>
            {controls.map((control) => (
              <FormField key={control.name} open={open} control={control} nodeTypes={nodeTypes} />
            ))}
          </section>
        ))}
        <Button
          tone="accent"
          className="min-h-9 pointer-coarse:min-h-11"
          disabled={isSubmitting}
          icon={<Play size={16} strokeWidth={1.75} aria-hidden />}
          onClick={() => void run({ documentId: open.id })}
        >
          {t.runForm}
        </Button>
      </div>
      <FormOutputs documentId={open.id} />
    </div>
  );
}
