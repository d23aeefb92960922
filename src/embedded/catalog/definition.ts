import type { JsonObject, JsonValue } from '@/lib/json';
import type { World } from '../engine/node-class';

/** A JSON value with places that are filled in per request, such as lists of files. */
export type Template = JsonValue | ((world: World) => JsonValue) | readonly Template[] | { readonly [key: string]: Template };

/** One class as `/object_info` shows it, without what follows from the rest (`name`, `input_order`) and without defaults. */
interface ClassFields {
  /** Absent means the class name; null where ComfyUI answers null. */
  readonly display_name?: string | null;
  readonly description?: string;
  readonly python_module: string;
  readonly category: string;
  readonly input: Readonly<Record<string, Readonly<Record<string, Template>>>>;
  readonly is_input_list?: boolean;
  readonly output: readonly JsonValue[];
  readonly output_name?: readonly string[];
  readonly output_is_list?: readonly boolean[];
  readonly output_tooltips?: readonly (string | null)[];
  readonly output_matchtypes?: readonly (string | null)[];
  readonly output_node?: boolean;
  readonly has_intermediate_output?: boolean;
  readonly deprecated?: boolean;
  readonly experimental?: boolean;
  readonly dev_only?: boolean;
  readonly api_node?: boolean;
  readonly search_aliases?: readonly string[];
  readonly essentials_category?: string;
}

/** What `/object_info/{class}` answers, computed per request because file lists are live. */
export type Definition = (world: World) => JsonObject;

/** A class of the old kind: optional keys are left out. Source: ComfyUI `server.py` node_info. */
export function v1(name: string, fields: ClassFields): Definition {
  return (world) => ({
    ...commonFields(name, fields, world),
    ...(fields.output_tooltips && { output_tooltips: fields.output_tooltips }),
    ...(fields.deprecated && { deprecated: true }),
    ...(fields.experimental && { experimental: true }),
    ...(fields.search_aliases && { search_aliases: fields.search_aliases }),
    ...(fields.essentials_category !== undefined && { essentials_category: fields.essentials_category }),
  });
}

/** A class of the new kind: every key is present, many of them null. Source: ComfyUI `comfy_api/latest/_io.py`. */
export function v3(name: string, fields: ClassFields): Definition {
  return (world) => ({
    ...commonFields(name, fields, world),
    output_tooltips: fields.output_tooltips ?? fields.output.map(() => null),
    output_matchtypes: fields.output_matchtypes ?? null,
    deprecated: fields.deprecated ?? false,
    experimental: fields.experimental ?? false,
    dev_only: fields.dev_only ?? false,
    api_node: fields.api_node ?? false,
    price_badge: null,
    search_aliases: fields.search_aliases ?? null,
    essentials_category: fields.essentials_category ?? null,
  });
}

function commonFields(name: string, fields: ClassFields, world: World): JsonObject {
  const sections = Object.entries(fields.input);
  return {
    input: fill(fields.input, world),
    input_order: Object.fromEntries(sections.map(([section, inputs]) => [section, Object.keys(inputs)])),
    is_input_list: fields.is_input_list ?? false,
    output: fields.output,
    output_is_list: fields.output_is_list ?? fields.output.map(() => false),
    output_name: fields.output_name ?? fields.output,
    name,
    display_name: fields.display_name === undefined ? name : fields.display_name,
    description: fields.description ?? '',
    python_module: fields.python_module,
    category: fields.category,
    output_node: fields.output_node ?? false,
    has_intermediate_output: fields.has_intermediate_output ?? false,
  };
}

function fill(template: Template, world: World): JsonValue {
  if (typeof template === 'function') return template(world);
  if (Array.isArray(template)) return template.map((item: Template) => fill(item, world));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, world)]));
}
