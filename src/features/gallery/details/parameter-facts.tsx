import { CopyButton } from '@/components/output-media/copy-button';
import type { Parameters, SamplingPass } from '@/jobs/parameters/find-parameters';
import type { PromptText } from '@/jobs/parameters/find-texts';
import { t } from '../texts';
import { Fact } from './fact';
import { formatLora, listSettings, toParametersText } from './parameters-text';

/** What an output was made with; each value can be copied, and all of them at once. */
export function ParameterFacts({ parameters }: { readonly parameters: Parameters }) {
  const { models, loras, positive, negative, passes, size, otherFiles } = parameters;
  return (
    <>
      {positive.map((text) => (
        <TextFact key={`+${text.nodeId} ${text.value}`} name={t.prompt} copyLabel={t.copyPrompt} text={text} />
      ))}
      {negative.map((text) => (
        <TextFact key={`-${text.nodeId} ${text.value}`} name={t.negative} copyLabel={t.copyNegative} text={text} />
      ))}
      {models.map((name) => (
        <Fact key={`model ${name}`} name={t.model} copy={{ label: t.copyModel, value: name }}>
          {name}
        </Fact>
      ))}
      {loras.map((lora) => (
        <Fact key={`lora ${lora.name} ${lora.strength}`} name={t.lora} copy={{ label: t.copyLora, value: lora.name }}>
          {formatLora(lora)}
        </Fact>
      ))}
      {passes.map((pass, index) => (
        <PassFacts key={pass.nodeId} pass={pass} nth={passes.length > 1 ? index + 1 : null} />
      ))}
      {size !== null && <Fact name={t.sampledAt}>{t.dimensionsOf(size)}</Fact>}
      {otherFiles.length > 0 && <Fact name={t.otherFiles}>{otherFiles.join(', ')}</Fact>}
      <div className="flex items-center gap-1 text-muted">
        <dt>{t.copyParameters}</dt>
        <dd>
          <CopyButton label={t.copyParameters} value={toParametersText(parameters)} />
        </dd>
      </div>
    </>
  );
}

interface TextFactProps {
  readonly name: string;
  readonly copyLabel: string;
  readonly text: PromptText;
}

function TextFact({ name, copyLabel, text: { nodeId, title, value } }: TextFactProps) {
  const node = t.nodeName({ node: title, id: nodeId });
  if (value === null) return <Fact name={name}>{t.madeByNode({ node })}</Fact>;
  return (
    <Fact name={name} copy={{ label: copyLabel, value }}>
      <span className="whitespace-pre-wrap">{value}</span> <span className="text-muted">{node}</span>
    </Fact>
  );
}

/** Sampler, steps, seed…: short values side by side. `nth` where there are several passes. */
function PassFacts({ pass, nth }: { readonly pass: SamplingPass; readonly nth: number | null }) {
  const node = t.nodeName({ node: pass.title, id: pass.nodeId });
  const settings = listSettings(pass);
  return (
    <div>
      <dt className="text-muted">
        {nth === null ? t.sampling : t.passNumber({ nth })} <span>{node}</span>
      </dt>
      <dd>
        <ul aria-label={nth === null ? t.sampling : t.passNumber({ nth })} className="flex flex-wrap gap-x-3 tabular-nums">
          {settings.map(([name, value]) => (
            <li key={name} className="flex items-center gap-1">
              <span className="text-muted">{name}</span> <span className="break-all">{value}</span>
              {name === t.seed && <CopyButton label={t.copySeed} value={value} />}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
