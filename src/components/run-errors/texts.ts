import { defineTexts } from '@/lib/texts';

/** Null when the server did not say which. */
interface MaybeNamed {
  readonly name: string | null;
}

/** Texts of runs that failed: what happened, then what to do. */
export const t = defineTexts({
  'interrupted-reason': 'The run was stopped before it was finished.',
  'interrupted-step': 'What was made until then is kept. Run it again to get the rest.',
  'out-of-memory-reason': 'The server ran out of memory.',
  'out-of-memory-step':
    'Make the picture or the batch smaller, choose a smaller model, or free memory in the server menu and run it again. Other programs on the graphics card take their share too.',
  'missing-model-reason': ({ name }: MaybeNamed) =>
    name === null ? 'The server does not have the model.' : `The server does not have the model “${name}”.`,
  'missing-model-step': 'Put the file into the server’s models folder, or choose a model it has.',
  'missing-file-reason': ({ name }: MaybeNamed) =>
    name === null ? 'The server does not find a file.' : `The server does not find the file “${name}”.`,
  'missing-file-step': 'Upload it again, or choose a file the server has.',
  'missing-node-reason': ({ name }: MaybeNamed) =>
    name === null ? 'The server does not have this node type.' : `The server does not have the node type “${name}”.`,
  'missing-node-step': 'Install the pack it belongs to and restart the server, or mute or replace the node.',
  'missing-package-reason': ({ name }: MaybeNamed) =>
    name === null ? 'A Python package is missing on the server.' : `The Python package “${name}” is missing on the server.`,
  'missing-package-step': 'Install the requirements of this node’s pack on the server and restart it.',
  'broken-file-reason': ({ name }: MaybeNamed) => (name === null ? 'A file cannot be read.' : `The file “${name}” cannot be read.`),
  'broken-file-step': 'It is damaged, was not downloaded whole, or is of another kind than its name says. Get it again.',
  'wrong-model-reason': ({ name }: MaybeNamed) =>
    name === null ? 'The model is of another kind than this node loads.' : `“${name}” is of another kind than this node loads.`,
  'wrong-model-step': 'Choose a model made for this node, or load this one with the node that is made for it.',
  'shape-mismatch-reason': 'Two parts do not fit together: their sizes differ.',
  'shape-mismatch-step':
    'Most often a model meets a text encoder, LoRA, ControlNet or VAE of another family, or pictures of different sizes are combined. Take parts of one family, and one size.',
  'other-device-reason': 'Two parts of the run are kept in different ways: another device or another precision.',
  'other-device-step': 'Load both with the same device and precision settings. If a pack’s node does it, update the pack.',
  'no-value-reason': 'The node was given nothing where it needs something.',
  'no-value-step': 'Look at what is wired into it: a checkpoint without text encoder or VAE gives nothing there. Load that part by itself.',
  'gpu-fault-reason': 'The graphics card or its driver failed.',
  'gpu-fault-step': 'Restart the server; after such a fault each further run may fail. If it comes back, its PyTorch may not fit the card.',
  'disk-full-reason': 'The server’s disk is full.',
  'disk-full-step': 'Make room on the server, then run it again.',
  'no-permission-reason': ({ name }: MaybeNamed) =>
    name === null ? 'The server may not read or write a file.' : `The server may not read or write “${name}”.`,
  'no-permission-step': 'Give the server’s user access to its folder, or choose another place to save.',
  'no-network-reason': 'The server could not reach an address it needs.',
  'no-network-step': 'Check the server’s connection to the internet, or put the files it wants to download there by hand.',
  'signed-out-reason': 'A paid service refused the node: the run was not signed in.',
  'signed-out-step': 'This page sends no account with its runs. Use nodes that run on the server itself.',
  noReason: ({ type }: { type: string }) => `The node failed without saying why (${type}).`,
  at: ({ node, id, type }: { node: string; id: string; type: string }) => `${node} #${id} (${type})`,
  traceback: 'Traceback',
  copyError: 'Copy error',
  copyReport: 'Copy for report',
  copyReportHint: 'Reason, versions and traceback, without folders, user names and prompts',
  reportCopied: 'Copied the report, without folders and user names',
  copyFailed: 'The browser did not let it be copied. Select the text and copy it by hand.',
  stopped: 'The run was stopped before it was finished. What was made until then is kept; run it again to get the rest.',
});
