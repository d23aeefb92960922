import * as z from 'zod/mini';
import { parseWith } from './schema';

/** An example workflow as an index lists it; file and picture lie beside the index under its name. */
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Ending of its picture. */
  readonly mediaSubtype: string;
}

export interface TemplateGroup {
  readonly title: string;
  readonly templates: readonly Template[];
}

const text = z.catch(z.string(), '');
const templateSchema = z.object({ name: z.string(), title: text, description: text, mediaSubtype: z.catch(z.string(), 'webp') });
const groupSchema = z.object({ title: text, templates: z.catch(z.array(z.unknown()), []) });

/**
 * Reads GET `/templates/index.json`; entries without a name are left out.
 * @throws ProtocolError `bad-shape` when it is no list. Source: ComfyUI `comfyui-workflow-templates`.
 */
export function parseTemplateIndex(json: unknown): readonly TemplateGroup[] {
  return parseWith(z.array(groupSchema), json, 'template index').map(({ title, templates }) => ({
    title,
    templates: templates.flatMap((entry) => {
      const read = templateSchema.safeParse(entry);
      return read.success ? [{ ...read.data, title: read.data.title || read.data.name }] : [];
    }),
  }));
}
