import { toDownloadName } from '@/components/output-media/output-ref';
import { findParameters } from '@/jobs/parameters/find-parameters';
import type { GalleryItem } from '../gallery-items';

/** What stands in a naming pattern for a fact of the output. */
export const NAME_FIELDS = ['name', 'n', 'date', 'workflow', 'seed', 'model', 'run'] as const;

export const USUAL_PATTERN = '{name}';

/** File names by a pattern such as `{date}/{workflow}-{seed}-{n}`, extensions added; one that is taken gets a number. */
export function toFileNames(items: readonly GalleryItem[], pattern: string): readonly string[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const filename = item.output.file?.filename ?? 'text.txt';
    const extension = /\.[a-z0-9]+$/i.exec(filename)?.[0] ?? '';
    const facts = toFacts(item, index, filename.slice(0, filename.length - extension.length));
    const filled = pattern.replace(/\{(\w+)\}/g, (whole, field: string) => facts[field] ?? whole);
    const parts = filled.split('/').map((part) => toDownloadName(part.trim()));
    const base = parts.filter((part) => part !== 'output' || parts.length === 1).join('/');
    let name = `${base}${extension}`;
    for (let nth = 2; taken.has(name.toLowerCase()); nth++) name = `${base} (${nth})${extension}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function toFacts({ job, output }: GalleryItem, index: number, name: string): Readonly<Record<string, string>> {
  const prompt = job?.prompt ?? null;
  const found = prompt === null ? null : findParameters(prompt, output.nodeId);
  const atMs = job?.endedAtMs ?? job?.createdAtMs ?? null;
  const model = found?.models[0]
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.\w+$/, '');
  return {
    name,
    n: String(index + 1).padStart(4, '0'),
    date: atMs === null ? 'undated' : new Date(atMs).toISOString().slice(0, 10),
    workflow: job?.workflowName ?? 'workflow',
    seed: found?.passes.find(({ seed }) => seed !== null)?.seed ?? 'noseed',
    model: model ?? 'nomodel',
    run: job?.id.slice(0, 8) ?? 'norun',
  };
}
