import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';

/** What a click saves on this computer. */
export async function downloadOf(page: Page, click: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The document in front as the server would get it: what the graph means, whatever it looks like. */
export async function exportPrompt(page: Page): Promise<Readonly<Record<string, { class_type: string; inputs: JsonObject }>>> {
  const button = page.getByRole('button', { name: 'Export API prompt' });
  const { bytes } = await downloadOf(page, () => button.click());
  return parsePrompt(bytes.toString('utf8'));
}

/** Reads an API prompt out of JSON text, numbers exact. */
export function parsePrompt(text: string): Readonly<Record<string, { class_type: string; inputs: JsonObject }>> {
  const prompt = parseExactJson(text);
  if (!isJsonObject(prompt)) throw new Error('not a prompt');
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      if (!isJsonObject(node) || typeof node['class_type'] !== 'string' || !isJsonObject(node['inputs'])) throw new Error(`node ${id}`);
      return [id, { class_type: node['class_type'], inputs: node['inputs'] }];
    }),
  );
}
