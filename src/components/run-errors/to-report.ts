import type { ExecutionError } from '@/protocol/server-event';
import type { SystemStats } from '@/protocol/system';
import { explainError } from './explain-error';
import { stripPrivate } from './strip-private';

/** What a report is made of. */
export interface ReportFacts {
  readonly error: ExecutionError;
  /** Null when they are not known. */
  readonly stats: Pick<SystemStats, 'os' | 'comfyuiVersion' | 'pythonVersion' | 'pytorchVersion' | 'devices'> | null;
}

/**
 * An error as text for a public report, in English whatever the page's language: reason, node, versions, traceback. Inputs are left out
 * (they hold prompts), as are folders and user names.
 */
export function toErrorReport({ error, stats }: ReportFacts): string {
  const { nodeId, nodeType, exceptionType, message, traceback } = error;
  const lines = [
    explainError(error).reason,
    '',
    `${exceptionType}: ${message.trim()}`,
    `Node: ${nodeType} #${nodeId}`,
    ...(stats === null ? [] : [`Server: ${wordServer(stats)}`]),
    ...(traceback.length === 0 ? [] : ['', 'Traceback:', ...traceback.map((line) => line.trimEnd())]),
  ];
  return stripPrivate(lines.join('\n'));
}

function wordServer({ os, comfyuiVersion, pythonVersion, pytorchVersion, devices }: NonNullable<ReportFacts['stats']>): string {
  const [device] = devices;
  const parts = [
    comfyuiVersion === null ? 'ComfyUI' : `ComfyUI ${comfyuiVersion}`,
    pythonVersion === null ? null : `Python ${pythonVersion.split(/\s/)[0] ?? ''}`,
    pytorchVersion === null ? null : `PyTorch ${pytorchVersion}`,
    os === '' ? null : os,
    device === undefined ? null : device.name,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
