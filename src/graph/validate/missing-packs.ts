import type { Diagnostic } from '@/lib/diagnostic';
import { toNodeId } from '@/protocol/ids';
import { graphOf } from '../document/ids';
import type { GraphId, GraphNode, WorkflowDocument } from '../document/model';
import { textOr } from '../node-types/json-read';

/** Node types the server lacks, of one pack. */
export interface MissingPack {
  /** Registry id, else `owner/repository`, else the Python module; null when the file names none. */
  readonly name: string | null;
  /** As the file has it: the version it was made with. */
  readonly version: string | null;
  /** Where the pack is found, to be copied; nothing here asks for it. Null when unknown. */
  readonly url: string | null;
  /** The `missing-node-type` problems of its nodes. */
  readonly problems: readonly Diagnostic[];
}

/** Packs by the properties their nodes were saved with. Source: ComfyUI Manager and frontend, which write `cnr_id` or `aux_id` and `ver`. */
export function findMissingPacks(document: WorkflowDocument, problems: readonly Diagnostic[]): readonly MissingPack[] {
  const packs = new Map<string, MissingPack>();
  for (const problem of problems) {
    if (problem.code !== 'missing-node-type' || problem.nodeId === undefined) continue;
    const graphId = (problem.params?.['graphId'] ?? 'root') as GraphId;
    const node = graphOf(document, graphId)?.nodes.get(toNodeId(problem.nodeId));
    const pack = packOf(node);
    const key = pack.name ?? '';
    const before = packs.get(key) ?? pack;
    packs.set(key, { ...before, version: before.version ?? pack.version, problems: [...before.problems, problem] });
  }
  return [...packs.values()].toSorted((a, b) => Number(a.name === null) - Number(b.name === null));
}

/** The id ComfyUI's own nodes are saved with. */
export const CORE_PACK = 'comfy-core';

function packOf(node: GraphNode | undefined): MissingPack {
  const property = (key: string): string | null => {
    const text = textOr(node?.properties[key], '').trim();
    return text === '' ? null : text;
  };
  const version = property('ver');
  const id = property('cnr_id');
  if (id !== null) return { name: id, version, url: registryUrl(id), problems: [] };
  const repository = property('aux_id');
  if (repository !== null) return { name: repository, version, url: `https://github.com/${encodeURI(repository)}`, problems: [] };
  return { name: property('python_module'), version, url: null, problems: [] };
}

function registryUrl(id: string): string {
  return id === CORE_PACK ? 'https://github.com/comfyanonymous/ComfyUI' : `https://registry.comfy.org/nodes/${encodeURIComponent(id)}`;
}
