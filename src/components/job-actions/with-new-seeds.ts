import { findDocumentInput } from '@/graph/diff/find-document-input';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { setWidgetValue } from '@/graph/edit/widget';
import { advanceValue } from '@/graph/export/advance-value';
import { readWorkflow } from '@/graph/import/read-workflow';
import type { NodeTypes, WidgetSpec } from '@/graph/node-types/node-type';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import type { SubmitInput } from '@/session/submit-prompt';
import { findSeeds } from '../job-row/prompt-facts';
import type { PromptValue } from '../job-row/prompt-facts';

/** What new seeds are made with. Without node types each seed is drawn from what every sampler takes. */
export interface SeedContext {
  readonly nodeTypes: NodeTypes;
  readonly random: RandomSource;
}

/** Random numbers stay where plain numbers are exact on every platform. */
const ANY_SEED: WidgetSpec = { kind: 'int', default: 0, min: 0n, max: 2n ** 50n, step: 1n, control: null };

interface SeedChange {
  readonly seed: PromptValue;
  readonly value: JsonValue;
}

/**
 * The same request with other seeds; seeds that were equal stay equal to each other. The workflow that travels along gets them too where
 * it has a place for them, so that it tells what ran. Null when the prompt has no seed of its own.
 */
export function withNewSeeds(input: SubmitInput, context: SeedContext): SubmitInput | null {
  const prompt: JsonObject = input.prompt;
  const seeds = findSeeds(prompt);
  if (seeds.length === 0) return null;
  const fresh = new Map<string, JsonValue>();
  const changes = seeds.map((seed): SeedChange => {
    const value = fresh.get(seed.value) ?? drawSeed(prompt, seed, context);
    fresh.set(seed.value, value);
    return { seed, value };
  });
  const changed = changes.reduce((all, { seed, value }) => withInput(all, seed, value), prompt);
  return { ...input, prompt: changed, ...withWorkflowSeeds(input, changes, context.nodeTypes) };
}

function drawSeed(prompt: JsonObject, seed: PromptValue, { nodeTypes, random }: SeedContext): JsonValue {
  const spec = nodeTypes.get(classOf(prompt, seed))?.inputs.find(({ name }) => name === seed.name);
  const widget = spec?.widget.kind === 'int' ? spec.widget : ANY_SEED;
  return advanceValue(BigInt(seed.value), widget, { mode: 'randomize', filter: '', random });
}

function withInput(prompt: JsonObject, { nodeId, name }: PromptValue, value: JsonValue): JsonObject {
  const node = prompt[nodeId];
  if (!isJsonObject(node)) return prompt;
  const inputs = node['inputs'];
  return { ...prompt, [nodeId]: { ...node, inputs: { ...(isJsonObject(inputs) ? inputs : {}), [name]: value } } };
}

function withWorkflowSeeds(
  { extraData, prompt }: SubmitInput,
  changes: readonly SeedChange[],
  nodeTypes: NodeTypes,
): Pick<SubmitInput, 'extraData'> {
  const info = extraData?.['extra_pnginfo'];
  const workflow = isJsonObject(info) ? info['workflow'] : undefined;
  if (extraData === undefined || !isJsonObject(info) || !isJsonObject(workflow)) return {};
  const before = readWorkflow(workflow).document;
  const after = changes.reduce((document, { seed, value }) => {
    const place = findDocumentInput(document, { executionId: seed.nodeId, classType: classOf(prompt, seed), input: seed.name });
    return typeof place === 'string' ? document : setWidgetValue(document, { ...place, value, nodeTypes });
  }, before);
  return after === before ? {} : { extraData: { ...extraData, extra_pnginfo: { ...info, workflow: writeWorkflow(after) } } };
}

function classOf(prompt: JsonObject, { nodeId }: PromptValue): string {
  const node = prompt[nodeId];
  const classType = isJsonObject(node) ? node['class_type'] : undefined;
  return typeof classType === 'string' ? classType : '';
}
