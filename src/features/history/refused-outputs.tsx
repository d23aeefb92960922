import { useRefusedOutputs } from '@/components/job-row/use-refused-outputs';
import type { Job } from '@/jobs/job';
import { DetailSection } from './detail-section';
import { t } from './texts';

/** Output nodes of the prompt the server did not take on; nothing where there are none or the node types are not known. */
export function RefusedOutputs({ job }: { readonly job: Job }) {
  const refused = useRefusedOutputs(job);
  if (refused.length === 0) return null;
  return (
    <DetailSection title={t.notRun}>
      <p className="text-secondary text-muted">{t.notRunHint}</p>
      <ul className="list-inside list-disc">
        {refused.map(({ nodeId, title }) => (
          <li key={nodeId}>{t.nodeHeading({ node: title, id: nodeId })}</li>
        ))}
      </ul>
    </DetailSection>
  );
}
