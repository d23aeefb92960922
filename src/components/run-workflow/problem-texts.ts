import { defineTexts, plural } from '@/lib/texts';

interface ValueAt {
  readonly input: string;
  readonly value: string;
}

/** One sentence per kind of problem, about a node named before it. `input` is the input's name; values are shown as sent. */
export const problemTexts = defineTexts({
  'missing-node-type': ({ type }: { type: string }) =>
    `the server has no node type “${type}”. Install the pack it belongs to, or mute or replace the node.`,
  'missing-node-type-nameless': () => 'the node has no type. The file it came from may be damaged; replace the node.',
  'value-below-min': ({ input, value, limit }: ValueAt & { limit: string }) => `“${input}” is ${value}, the least is ${limit}.`,
  'value-above-max': ({ input, value, limit }: ValueAt & { limit: string }) => `“${input}” is ${value}, the most is ${limit}.`,
  'value-not-in-list': ({ input, value }: ValueAt) =>
    `“${input}” is “${value}”, which the server does not offer. Choose one of its values; a missing file must be put on the server first.`,
  'value-not-a-number': ({ input, value }: ValueAt) => `“${input}” is “${value}”, which is not a number.`,
  'value-not-convertible': ({ input, value, type }: ValueAt & { type: string }) =>
    `“${input}” is “${value}”, which cannot be read as ${type}.`,
  'unknown-widget-kept': ({ input, type }: { input: string; type: string }) =>
    `“${input}” is of a kind (${type}) that cannot be edited here. It is kept and sent unchanged.`,
  'required-input-unconnected': ({ input }: { input: string }) => `“${input}” needs a wire.`,
  'input-missing': ({ input }: { input: string }) => `“${input}” is needed and has neither wire nor value.`,
  'input-from-muted': ({ input, from }: { input: string; from: string }) =>
    `“${input}” is fed by “${from}”, which is muted. Unmute that, or feed it otherwise.`,
  'wire-type-mismatch': ({ input, received, wanted }: { input: string; received: string; wanted: string }) =>
    `the wire into “${input}” brings ${received}, but ${wanted} is needed.`,
  'bad-wire': ({ input, value }: ValueAt) => `“${input}” holds ${value}, which the server takes for a wire to nowhere. Set it anew.`,
  'wire-from-nowhere': () => 'something before it is wired to a node or output that does not exist. Draw its wires anew.',
  'refused-by-node': ({ input, details }: { input: string; details: string }) => `the node does not accept “${input}”: ${details}`,
  'check-failed': ({ details }: { details: string }) =>
    `the server’s check of this node broke: ${details}. Its pack may be out of date; the server’s log says more.`,
  cycle: () => 'it feeds itself through a loop of wires. Cut one of them.',
  'cycle-with': ({ nodes }: { nodes: string }) => `it feeds itself through a loop of wires (${nodes}). Cut one of them.`,
  'subgraph-in-itself': () => 'this subgraph contains itself, so it has no end. Take the inner one out.',
  refused: ({ details }: { details: string }) => `the server refused it: ${details}`,
});

/** Problems of the workflow as a whole: full sentences. */
export const workflowTexts = defineTexts({
  'no-output-node': 'Nothing in this workflow makes an output. Add a node that saves or previews something, and wire it up.',
  'no-output-here':
    'Nothing that makes an output depends on this node, so there is nothing to run up to it. Preview or save what it makes.',
  'no-prompt': 'The server found no workflow in the request. A proxy in between may have changed it.',
  'invalid-prompt-id': 'The server did not accept the job’s id. Try again; each run gets a new one.',
  'too-many-nodes': 'The workflow opens into more nodes than can be sent. Its subgraphs may be nested into each other.',
  refused: ({ details }: { details: string }) => `The server refused the workflow: ${details}`,
});

/** What comes of pressing Run. */
export const runTexts = defineTexts({
  run: 'Run',
  runNext: 'Run before everything queued',
  queued: ({ count }: { count: number }) => (count === 1 ? 'Queued' : `Queued ${plural(count, 'job', 'jobs')}`),
  queuedPartly: ({ count, refused }: { count: number; refused: number }) =>
    `${count === 1 ? 'Queued' : `Queued ${plural(count, 'job', 'jobs')}`}, ${plural(refused, 'output', 'outputs')} refused`,
  queuedPart: ({ outputs, others }: { outputs: string; others: number }) =>
    others === 0
      ? `Queued: ${outputs}`
      : `Queued only ${outputs}; ${plural(others, 'other output stays', 'other outputs stay')} as ${others === 1 ? 'it is' : 'they are'}`,
  outputNames: ({ names, more }: { names: string; more: number }) => (more === 0 ? names : `${names} and ${more} more`),
  runHere: 'Run to here',
  queuedRepeats: ({ count, repeats }: { count: number; repeats: number }) =>
    `Queued ${plural(count, 'job', 'jobs')}; ${repeats} of them ${repeats === 1 ? 'repeats' : 'repeat'} an earlier one and will come from the cache. ` +
    'Let a seed change between runs to get something new from each.',
  rejected: ({ reason, count }: { reason: string; count: number }) => (count === 0 ? reason : `${reason} (and ${count} more)`),
  afterSome: ({ queued, message }: { queued: number; message: string }) => `${plural(queued, 'job', 'jobs')} queued, then: ${message}`,
  unknown: 'No answer came from the server. The job may be queued all the same: look at the queue before running again.',
  nothingOpen: 'No workflow is open. Open one, then run it.',
  busy: 'This workflow is being queued already.',
  nodeTypesMissing: ({ reason }: { reason: string }) => `The server’s node types are not known yet, so nothing can be run. ${reason}`,
  failed: ({ reason }: { reason: string }) => `Not queued. ${reason}`,
});

/** The choice of shared progress, and what it costs. */
export const sharingTexts = defineTexts({
  title: 'Progress for everyone',
  share: 'Everyone on this server sees the live progress of my jobs',
  hint:
    'Jobs are then sent without the name of this page, and the server tells every open page and wall how far they are, previews included. ' +
    'In return the end of a job and its outputs arrive a few seconds later, while this page is hidden only when you return. Holds for jobs you queue from now on.',
});
