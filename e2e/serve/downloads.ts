import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

/** What a click saves on this computer. */
export async function downloadOf(page: Page, click: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A prompt by node id. */
export type Prompt = Readonly<Record<string, { readonly class_type: string; readonly inputs: JsonObject }>>;

/** The document in front as the server would get it: what the graph means, whatever it looks like. `ask` defaults to the button in the bar. */
export async function exportPrompt(page: Page, ask?: () => Promise<void>): Promise<Prompt> {
  const button = page.getByRole('button', { name: 'Export API prompt' });
  const { bytes } = await downloadOf(page, ask ?? (() => button.click()));
  return parsePrompt(parseExactJson(bytes.toString('utf8')));
}

/** The prompt of the next run that is sent, as it goes over the wire. */
export async function nextPrompt(page: Page, run: () => Promise<void>): Promise<Prompt> {
  const request = page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith('/prompt'));
  await run();
  const body = parseExactJson((await request).postData() ?? '');
  return parsePrompt(isJsonObject(body) ? body['prompt'] : undefined);
}

function parsePrompt(prompt: JsonValue | undefined): Prompt {
  if (!isJsonObject(prompt)) throw new Error('not a prompt');
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      if (!isJsonObject(node) || typeof node['class_type'] !== 'string' || !isJsonObject(node['inputs'])) throw new Error(`node ${id}`);
      return [id, { class_type: node['class_type'], inputs: node['inputs'] }];
    }),
  );
}
