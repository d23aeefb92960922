import type { FolderType } from '../engine/node-class';

/** Splits `name [input]` into name and folder type. Source: ComfyUI `folder_paths.py` annotated_filepath: the character before the bracket goes too. */
export function splitAnnotatedName(annotated: string): { readonly name: string; readonly type: FolderType | undefined } {
  for (const type of ['output', 'input', 'temp'] as const) {
    const suffix = `[${type}]`;
    if (annotated.endsWith(suffix)) return { name: annotated.slice(0, -suffix.length - 1), type };
  }
  return { name: annotated, type: undefined };
}

/** The folder type of that name, or undefined. */
export function toFolderType(name: string): FolderType | undefined {
  return name === 'input' || name === 'output' || name === 'temp' ? name : undefined;
}
