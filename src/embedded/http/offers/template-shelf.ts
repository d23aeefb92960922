import path from 'node:path';
import { stringifyExactJson } from '@/lib/exact-json';
import type { FolderType } from '../../engine/node-class';
import { fillStarterWorld } from '../../catalog/starter-world';
import { encodeWebp } from '../image-variants';

/** The files below `/templates/`: an index, one workflow and one thumbnail per template. Made from the starter workflows at the first request. */
export interface TemplateShelf {
  readonly find: (name: string) => Promise<Uint8Array | undefined>;
}

export function createTemplateShelf(): TemplateShelf {
  let files: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  return {
    find: async (name) => {
      files ??= makeTemplates();
      return (await files).get(name);
    },
  };
}

async function makeTemplates(): Promise<ReadonlyMap<string, Uint8Array>> {
  const workflows = new Map<string, string>();
  const images: Uint8Array[] = [];
  await fillStarterWorld({
    writeFile: (type: FolderType, _path, bytes) => {
      if (type === 'input') images.push(bytes);
      return Promise.resolve();
    },
    writeUserFile: (file, text) => {
      if (isWorkflow(file)) workflows.set(path.basename(file, '.json'), text);
      return Promise.resolve();
    },
  });
  const files = new Map<string, Uint8Array>();
  const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  for (const [index, [name, text]] of [...workflows].entries()) {
    files.set(`${name}.json`, toBytes(text));
    const image = images[index % images.length];
    if (image !== undefined) files.set(`${name}-1.webp`, await encodeWebp(image));
  }
  files.set('index.json', toBytes(stringifyExactJson(describeTemplates([...workflows.keys()]), 2)));
  return files;
}

function isWorkflow(file: string): boolean {
  return file.startsWith('workflows/') && file.endsWith('.json') && !path.basename(file).startsWith('.');
}

/** The form of the official index: categories with templates. */
function describeTemplates(names: readonly string[]): object[] {
  const templates = names.map((name) => ({
    name,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    mediaType: 'image',
    mediaSubtype: 'webp',
    description: `The starter workflow ${name}.json of the embedded server.`,
    tags: ['Image'],
    models: [],
  }));
  return [{ moduleName: 'default', category: 'GENERATION TYPE', title: 'Getting Started', type: 'image', templates }];
}
