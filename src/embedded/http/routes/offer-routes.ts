import type { Context } from 'hono';
import { bytesAnswer, HttpFailure, jsonAnswer } from '../answers';
import { guessMimeType } from '../mime-types';
import { BLUEPRINTS, type Blueprint } from '../offers/blueprints';
import { NODE_REPLACEMENTS } from '../offers/node-replacements';
import { createTemplateShelf, type TemplateShelf } from '../offers/template-shelf';
import type { AddRoute } from '../route-table';

/** Assets are off, as in 0.33 without `--enable-assets`. */
const ASSETS_OFF = {
  error: { code: 'SERVICE_DISABLED', message: 'Assets are off on this server; --enable-assets turns them on.', details: {} },
};

/** What packs and the official frontend bring: `/extensions`, `/i18n`, templates, `/global_subgraphs`, `/node_replacements`, assets. */
export function addOfferRoutes(add: AddRoute): void {
  add('GET', '/extensions', () => jsonAnswer([]));
  add('GET', '/i18n', () => jsonAnswer({}));
  add('GET', '/workflow_templates', () => jsonAnswer({}));
  add('GET', '/node_replacements', () => jsonAnswer(NODE_REPLACEMENTS));
  add('GET', '/global_subgraphs', () => jsonAnswer(Object.fromEntries(BLUEPRINTS.map((blueprint) => [blueprint.id, describe(blueprint)]))));
  add('GET', '/global_subgraphs/:id', (c) => {
    const found = BLUEPRINTS.find((blueprint) => blueprint.id === c.req.param('id'));
    return jsonAnswer(found === undefined ? null : { ...describe(found), data: found.data });
  });
  for (const pattern of ['/assets', '/assets/*', '/tags']) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) add(method, pattern, () => jsonAnswer(ASSETS_OFF, 503), 'api');
  }
  const shelf = createTemplateShelf();
  add('GET', '/templates/:name', (c) => answerTemplate(c, shelf), 'plain');
}

function describe({ name }: Blueprint): object {
  return { source: 'templates', name, info: { node_pack: 'comfyui' } };
}

async function answerTemplate(c: Context, shelf: TemplateShelf): Promise<Response> {
  const name = c.req.param('name') ?? '';
  const bytes = await shelf.find(name);
  if (bytes === undefined) throw new HttpFailure(404);
  const cache = /^index.*\.json$/.test(name) ? { 'Cache-Control': 'no-store' } : {};
  return bytesAnswer(bytes, { 'Content-Type': guessMimeType(name), ...cache });
}
