import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WorkflowDocument } from '@/graph/document/model';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { comparePrompts, isNote, isSameJson, type PromptDifference } from '@/graph/export/compare-prompts';
import { exportPrompt } from '@/graph/export/export-prompt';
import { flattenDocument } from '@/graph/export/flatten';
import { readWorkflow } from '@/graph/import/read-workflow';
import { listOf, textOr } from '@/graph/node-types/json-read';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

const USAGE = 'usage: npm run corpus -- [--object-info FILE] DIR…\n';
const DEFAULT_OBJECT_INFO = '../shared/fixtures/object-info.json';
const WORKFLOW_ENDING = '.workflow.json';

/** What became of one workflow of the corpus. */
export interface CorpusResult {
  readonly name: string;
  readonly kind: 'pair' | 'workflow';
  /** Open → save without an edit gave equal JSON. */
  readonly isSavedEqual: boolean;
  /** Differences that are not allowed. */
  readonly differences: readonly PromptDifference[];
  readonly unnamedCount: number;
  readonly addedSinceCount: number;
}

/** A difference that `pairs.json` beside the pair explains. */
interface AllowedDifference {
  readonly node: string;
  readonly input: string;
}

/** `npm run corpus -- [--object-info FILE] DIR…`; sets the exit code of the process. */
export function main(argv: readonly string[]): void {
  process.exitCode = runCorpus(argv, (text) => process.stdout.write(text));
}

/**
 * Exports every `*.workflow.json` of the folders and compares it with the `*.prompt.json` beside it; those without one
 * are opened and saved. Prints one line per difference and a summary. @returns the exit code: 0 equal, 1 different, 2 wrong usage.
 */
export function runCorpus(argv: readonly string[], print: (text: string) => void): number {
  const { objectInfo, folders } = readArguments(argv);
  if (folders.length === 0) {
    print(USAGE);
    return 2;
  }
  const nodeTypes = objectInfo === null ? readNodeTypes('{}') : readNodeTypes(readFileSync(objectInfo, 'utf8'));
  const results = folders.flatMap((folder) => checkFolder(folder, nodeTypes));
  for (const result of results) print(describeResult(result));
  const differ = results.filter((result) => !isEqualResult(result)).length;
  print(`${results.length - differ} equal, ${differ} differ\n`);
  return differ === 0 ? 0 : 1;
}

function readArguments(argv: readonly string[]): { objectInfo: string | null; folders: readonly string[] } {
  const at = argv.indexOf('--object-info');
  const given = at < 0 ? undefined : argv[at + 1];
  const folders = argv.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  return { objectInfo: given ?? (existsSync(DEFAULT_OBJECT_INFO) ? DEFAULT_OBJECT_INFO : null), folders };
}

/** Reads the text of an `/object_info` answer. */
export function readNodeTypes(text: string): NodeTypes {
  const json = parseExactJson(text);
  const entries = Object.entries(isJsonObject(json) ? json : {}).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
  return parseNodeTypes(new Map(entries)).nodeTypes;
}

/** Checks every workflow of a folder (not of folders in it), in order of name. */
export function checkFolder(folder: string, nodeTypes: NodeTypes): readonly CorpusResult[] {
  const allowed = readAllowed(join(folder, 'pairs.json'));
  return readdirSync(folder)
    .filter((name) => name.endsWith(WORKFLOW_ENDING))
    .sort()
    .map((name) => checkWorkflow(join(folder, name), nodeTypes, allowed));
}

function checkWorkflow(path: string, nodeTypes: NodeTypes, allowed: ReadonlyMap<string, readonly AllowedDifference[]>): CorpusResult {
  const name = basename(path).slice(0, -WORKFLOW_ENDING.length);
  const json = parseExactJson(readFileSync(path, 'utf8'));
  const { document } = readWorkflow(json);
  const isSavedEqual = isSameJson(writeWorkflow(document), json);
  const { prompt } = exportPrompt(document, nodeTypes);
  const promptPath = join(dirname(path), `${name}.prompt.json`);
  if (!existsSync(promptPath)) return { name, kind: 'workflow', isSavedEqual, differences: [], unnamedCount: 0, addedSinceCount: 0 };
  const theirs = parseExactJson(readFileSync(promptPath, 'utf8'));
  const members = groupNodeMembers(document, nodeTypes);
  const found = comparePrompts(prompt, isJsonObject(theirs) ? theirs : {}, nodeTypes).map((difference): PromptDifference =>
    difference.kind === 'value' && members.has(difference.nodeId) ? { ...difference, kind: 'unnamed' } : difference,
  );
  const isAllowed = ({ nodeId, input }: PromptDifference): boolean =>
    (allowed.get(name) ?? []).some(
      (entry) => entry.node === nodeId && (entry.input === input || input?.endsWith(`.${entry.input}`) === true),
    );
  return {
    name,
    kind: 'pair',
    isSavedEqual,
    differences: found.filter((difference) => !isNote(difference) && !isAllowed(difference)),
    unnamedCount: found.filter((difference) => difference.kind === 'unnamed').length,
    addedSinceCount: found.filter((difference) => difference.kind === 'added-since').length,
  };
}

/** Their values stand in the list of a node whose class object_info lacks, so the file names none of them. */
function groupNodeMembers(document: WorkflowDocument, nodeTypes: NodeTypes): ReadonlySet<string> {
  const { nodes } = flattenDocument(document, nodeTypes);
  return new Set(nodes.filter(({ scope }) => scope.isGroupNode).map(({ id }) => id));
}

function readAllowed(path: string): ReadonlyMap<string, readonly AllowedDifference[]> {
  if (!existsSync(path)) return new Map();
  const pairs = listOf(parseExactJson(readFileSync(path, 'utf8'))).filter(isJsonObject);
  return new Map(pairs.map((pair) => [textOr(pair['id'], ''), listOf(pair['differences']).filter(isJsonObject).map(readAllowedEntry)]));
}

function readAllowedEntry(entry: JsonObject): AllowedDifference {
  return { node: textOr(entry['node'], ''), input: textOr(entry['input'], '') };
}

/** Whether nothing is wrong with it. */
export function isEqualResult(result: CorpusResult): boolean {
  return result.isSavedEqual && result.differences.length === 0;
}

/** One line per difference, or one that says equal. */
export function describeResult(result: CorpusResult): string {
  const lines = result.differences.map(
    ({ kind, nodeId, input, ours, theirs }) =>
      `${result.name}: ${kind} ${nodeId} ${input ?? ''} ours ${short(ours)} theirs ${short(theirs)}`,
  );
  if (!result.isSavedEqual) lines.push(`${result.name}: saved workflow differs from the original`);
  const unnamed = result.unnamedCount > 0 ? `, ${result.unnamedCount} unnamed` : '';
  const added = result.addedSinceCount > 0 ? `, ${result.addedSinceCount} defaults of inputs added since` : '';
  if (lines.length === 0) lines.push(`${result.name}: equal${unnamed}${added}`);
  return `${lines.join('\n')}\n`;
}

function short(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  const text = stringifyExactJson(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
