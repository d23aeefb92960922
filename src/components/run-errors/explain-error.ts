/**
 * What a failing node means for people: the plain reason and the next step, concluded from the exception's type and message. Both are the
 * words of Python, PyTorch or a pack, so only forms that are known to be said are recognised; everything else is told as it came. Pure.
 */
import type { ExecutionError } from '@/protocol/server-event';
import { t } from './texts';

export type ErrorKind =
  | 'interrupted'
  | 'out-of-memory'
  | 'missing-model'
  | 'missing-file'
  | 'missing-node'
  | 'missing-package'
  | 'broken-file'
  | 'wrong-model'
  | 'shape-mismatch'
  | 'other-device'
  | 'no-value'
  | 'gpu-fault'
  | 'disk-full'
  | 'no-permission'
  | 'no-network'
  | 'signed-out'
  | 'other';

/** For a screen: `reason` says what happened, `nextStep` what to do about it, where anything is known to help. */
export interface ErrorExplanation {
  readonly kind: ErrorKind;
  readonly reason: string;
  readonly nextStep: string | null;
}

interface Rule {
  readonly kind: Exclude<ErrorKind, 'other'>;
  /** Of the exception's type, its module included. */
  readonly type?: RegExp;
  readonly message?: RegExp;
}

const MODEL_FILE = /[^\s'"`\\/:*?<>|,]+\.(?:safetensors|sft|ckpt|pth?|bin|gguf|onnx|pkl)\b/i;
const ANY_FILE = /[^\s'"`\\/:*?<>|,]+\.[a-z\d]{2,11}(?=['"`\s,.;:)]|$)/i;

/** In order: the first that fits counts, so special cases stand before what contains them. */
const RULES: readonly Rule[] = [
  { kind: 'interrupted', type: /InterruptProcessing|KeyboardInterrupt/ },
  { kind: 'out-of-memory', type: /OutOfMemory|^MemoryError$/ },
  {
    kind: 'out-of-memory',
    message: /out of memory|not enough memory|unable to allocate .+ for an array|allocation on device|CUBLAS_STATUS_ALLOC_FAILED/i,
  },
  { kind: 'missing-node', type: /NodeNotFound/ },
  { kind: 'missing-node', message: /^(?:Cannot execute because )?node .+ does not exist|missing the class_type/i },
  { kind: 'missing-package', type: /^(?:ModuleNotFoundError|ImportError)$/ },
  { kind: 'disk-full', message: /no space left on device|not enough space on the disk|disk quota exceeded/i },
  { kind: 'no-permission', type: /PermissionError/ },
  { kind: 'broken-file', type: /SafetensorError|UnidentifiedImage|UnpicklingError|BadZipFile/ },
  {
    kind: 'broken-file',
    message:
      /header ?too ?large|incomplete ?metadata|metadata ?incomplete|invalid load key|PytorchStreamReader|file is truncated|truncated file|cannot identify image/i,
  },
  { kind: 'missing-model', message: /model in folder .+ not found|could not detect model type.*not found/i },
  { kind: 'missing-file', type: /FileNotFoundError/ },
  { kind: 'missing-file', message: /no such file or directory|invalid (?:image|video|audio) file|file not found/i },
  {
    kind: 'wrong-model',
    message: /size mismatch for |could not detect model type|unexpected key\(s\) in state_dict|missing key\(s\) in state_dict/i,
  },
  {
    kind: 'shape-mismatch',
    message:
      /shapes cannot be multiplied|must match the size of tensor|sizes of tensors must match|is invalid for input of size|to have \d+ channels, but got|given groups=\d|could not broadcast|shape mismatch|dimension out of range/i,
  },
  {
    kind: 'other-device',
    message: /expected all tensors to be on the same device|expected scalar type|input type .+ and (?:weight|bias) type/i,
  },
  { kind: 'gpu-fault', message: /device-side assert|no kernel image is available|CUDA error|HIP error|cudnn error|CUDNN_STATUS/i },
  { kind: 'no-value', message: /'NoneType' object|input is invalid: None|is None/ },
  { kind: 'signed-out', message: /unauthorized|please (?:login|log in|sign in)|api key/i },
  { kind: 'no-network', type: /ConnectionError|ConnectTimeout|MaxRetryError|gaierror|ClientConnector/ },
  { kind: 'no-network', message: /max retries exceeded|name resolution|getaddrinfo failed|couldn't connect to/i },
];

/** Explains why a node failed. */
export function explainError(error: Pick<ExecutionError, 'exceptionType' | 'message' | 'nodeType'>): ErrorExplanation {
  const kind = findKind(error);
  if (kind === 'other') return { kind, reason: firstLine(error) ?? t.noReason({ type: error.exceptionType }), nextStep: null };
  const reason = t[`${kind}-reason`];
  const nextStep = t[`${kind}-step`];
  const named = typeof reason === 'string' ? reason : reason({ name: nameOf(kind, error) });
  return { kind, reason: named, nextStep };
}

function findKind({ exceptionType, message }: Pick<ExecutionError, 'exceptionType' | 'message'>): ErrorKind {
  const rule = RULES.find(({ type, message: said }) => type?.test(exceptionType) === true || said?.test(message) === true);
  if (rule?.kind === 'missing-file' && MODEL_FILE.test(message)) return 'missing-model';
  return rule?.kind ?? 'other';
}

/** The file, class or package the sentence is about; null when the message does not name one. */
function nameOf(kind: ErrorKind, { message, nodeType }: Pick<ExecutionError, 'message' | 'nodeType'>): string | null {
  if (kind === 'missing-node') return nodeType === '' ? null : nodeType;
  if (kind === 'missing-package') return /No module named '([^']+)'/.exec(message)?.[1] ?? null;
  return (MODEL_FILE.exec(message) ?? ANY_FILE.exec(message))?.[0] ?? null;
}

/** A bare word says nothing without the kind of error: Python's `KeyError` tells the key only. */
function firstLine({ exceptionType, message }: Pick<ExecutionError, 'exceptionType' | 'message'>): string | null {
  const line = message
    .split('\n')
    .map((part) => part.trim())
    .find((part) => part !== '');
  if (line === undefined) return null;
  return /\s/.test(line) ? line : `${exceptionType}: ${line}`;
}
