import fs from 'node:fs';
import path from 'node:path';
import type { Material } from './generate/checksum';
import { joinWorkflows } from './join-workflows';
import type { GraphSupply } from './scenario';

const SIZES = [100, 500, 2_000] as const;
const LARGE = 2_000;
/** So many of the largest templates are joined in turn. */
const LARGEST = 8;

/** A supply and, when its types are not the generated ones, what `/object_info` must answer. */
export type Supply = GraphSupply & { readonly objectInfo?: Buffer };

/** The seeded grids. */
export function generatedGraphs({ workflows }: Material): Supply {
  return {
    isReal: false,
    sizes: SIZES,
    get: (size) => {
      const found = SIZES.find((known) => known === size);
      if (found === undefined) throw new Error(`no generated workflow of ${size} nodes`);
      return workflows[found];
    },
  };
}

/** The largest real templates, joined and repeated until there are 2,000 nodes; null where the corpus is absent. */
export function realGraphs(root: string): Supply | null {
  const shared = path.join(root, '..', 'shared');
  const templates = path.join(shared, 'corpus', 'templates');
  if (!fs.existsSync(templates)) return null;
  const files = fs
    .readdirSync(templates)
    .filter((name) => name.endsWith('.json'))
    .map((name) => fs.readFileSync(path.join(templates, name), 'utf8'));
  const joined = joinWorkflows(files, { count: LARGE, largest: LARGEST });
  const info = path.join(shared, 'fixtures', 'object-info.json');
  return {
    isReal: true,
    sizes: [LARGE],
    get: () => joined,
    ...(fs.existsSync(info) ? { objectInfo: fs.readFileSync(info) } : {}),
  };
}
