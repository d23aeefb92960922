import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedOptions, type EmbeddedServer } from '../index';
import { hasShared, readExchanges, readFixtureFile, type CapturedExchange } from './fixtures';
import { encodeForm, sendRaw, type FormField } from './raw-request';
import { replay, type ReplayOptions } from './replay';

let server: EmbeddedServer | undefined;

async function start(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  server = await startEmbeddedServer(options);
  return server;
}

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

type Choose = (exchange: CapturedExchange, index: number) => ReplayOptions;

const sameValues: ReplayOptions = { rules: { same: ['**'] } };

/** Replays a whole fixture in its order; the list of differences must be empty. */
async function expectSame(name: string, origin: string, choose: Choose = () => ({})): Promise<void> {
  const differences: string[] = [];
  for (const [index, exchange] of readExchanges(name).entries()) {
    const found = await replay(origin, withPort(exchange, origin), choose(exchange, index));
    differences.push(...found.map((text) => `${exchange.request.method} ${exchange.request.path} ${exchange.case ?? ''} ${text}`));
  }
  expect(differences).toEqual([]);
}

/** The capture's own port is ours here. */
function withPort(exchange: CapturedExchange, origin: string): CapturedExchange {
  const headers = Object.entries(exchange.request.headers ?? {});
  const moved = headers.map(([name, value]) => [name, value.replace('127.0.0.1:8188', new URL(origin).host)] as const);
  return { ...exchange, request: { ...exchange.request, headers: Object.fromEntries(moved) } };
}

function put(target: EmbeddedServer, file: string, bytes: Uint8Array | string): void {
  const full = path.join(target.control.world.dataDir, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, bytes);
}

function paint(red: number): Promise<Buffer> {
  return sharp({ create: { width: 16, height: 12, channels: 3, background: { r: red, g: 80, b: 80 } } })
    .png()
    .toBuffer();
}

describe.skipIf(!hasShared)('corpus: the embedded server answers as captured', () => {
  it.each(['prompt-get-idle', 'queue-idle', 'history-empty', 'history-unknown-id', 'object-info-unknown-class', 'features'])(
    '%s',
    async (name) => {
      const { url } = await start();
      await expectSame(name, url, () => sameValues);
    },
  );

  it.each(['origin-and-errors', 'extensions-i18n-templates'])('%s', async (name) => {
    const { url } = await start();
    await expectSame(name, url, () => sameValues);
  });

  it('settings, then userdata of the same user', async () => {
    const { url } = await start();
    await expectSame('settings', url, () => sameValues);
    await expectSame('userdata', url, ({ request }) => {
      const isWrite = request.method === 'POST' && !request.path.includes('/move/');
      return {
        ...(isWrite && { send: { body: '{"last_node_id": 1, "nodes": [], "version": 0.4}' } }),
        rules: { same: ['**'], free: ['modified', 'created', '*.modified', '*.created'] },
      };
    });
  });

  it('users-single-user-mode', async () => {
    const { url } = await start();
    await expectSame('users-single-user-mode', url);
  });

  it('users-multi-user-mode', async () => {
    const { url } = await start({ multiUser: true, cors: true, compress: true });
    let userId = '';
    await expectSame('users-multi-user-mode', url, ({ request }) => {
      const captured = request.headers?.['Comfy-User'];
      if (captured?.startsWith('Alice') !== true) return { rules: { maps: ['users'] } };
      userId ||= Object.keys(server?.control.world === undefined ? {} : readUsers(server)).at(0) ?? '';
      return { send: { headers: { 'Comfy-User': userId } }, rules: { maps: ['users'] } };
    });
    expect(userId).toMatch(/^Alice-B-_/);
  });

  it('upload', async () => {
    const { url } = await start();
    const [first, second, third, fourth] = [await paint(10), await paint(20), await paint(30), await paint(40)];
    const bytesOf: Record<string, Buffer> = {
      'same name, other bytes': second,
      'same name, other bytes again (matches the first renamed copy)': second,
      'overwrite=true': third,
      'overwrite=false is not overwriting': fourth,
    };
    await expectSame('upload', url, (exchange) => {
      if (exchange.request.multipart === undefined) return sameValues;
      const { body, contentType } = encodeForm(toForm(exchange.request.multipart, bytesOf[exchange.case ?? ''] ?? first));
      return { ...sameValues, send: { body, headers: { 'Content-Type': contentType } } };
    });
  });

  it('view', async () => {
    const target = await start();
    const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    put(target, 'input/rgba.png', readFixtureFile('view-original-rgba.png'));
    put(target, 'input/sub/inner.png', readFixtureFile('view-channel-rgb.png'));
    put(target, 'input/photo.jpg', jpeg);
    const texts = {
      'evil.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'note.html': '<b>x</b>',
      'clip.webm': 'x'.repeat(20),
      'mesh.glb': 'glTFxxxx',
      'clip.mp4': 'hello',
    };
    for (const [name, text] of Object.entries(texts)) put(target, `input/${name}`, text);
    const whole = await sendRaw(target.url, { method: 'GET', path: '/view?filename=rgba.png&type=input' });
    await expectSame('view', target.url, ({ request }) => {
      const conditional: Record<string, string> = {};
      if (request.headers?.['If-None-Match'] !== undefined) conditional['If-None-Match'] = whole.headers['etag'] ?? '';
      if (request.headers?.['If-Modified-Since'] !== undefined) conditional['If-Modified-Since'] = whole.headers['last-modified'] ?? '';
      const isReencoded =
        /preview=(?!webp$)|channel=(?:a|rgb)$|rgba\.png.*preview|photo/.test(request.path) && !request.path.includes('note.html');
      return { ...sameValues, isBodyFree: isReencoded, send: { headers: conditional } };
    });
  });

  it('models', async () => {
    const models = {
      checkpoints: ['sdxl/sd_xl_base_1.0.safetensors', 'v1-5-pruned-emaonly.safetensors'],
      embeddings: ['badhand.pt', 'easynegative.safetensors'],
    };
    const target = await start({ models });
    put(target, 'models/checkpoints/v1-5-pruned-emaonly.safetensors', readSafetensorsSample());
    await expectSame('models', target.url, ({ request }) => {
      const hasDiskFacts = request.path.startsWith('/experiment/models');
      return { rules: hasDiskFacts ? { same: ['*.name', '*.pathIndex', '*.extensions.*'] } : { same: ['**'] } };
    });
  });

  it('internal', async () => {
    const target = await start();
    for (const name of ['example.png', 'rgba.png']) put(target, `input/${name}`, 'x');
    await sendRaw(target.url, { method: 'POST', path: '/queue' });
    await expectSame('internal', target.url, ({ request }) => ({
      rules: { lists: ['entries', ...(request.path === '/internal/files/input' ? [''] : [])] },
    }));
  });

  it('system-stats', async () => {
    const { url } = await start();
    await expectSame('system-stats', url, () => ({
      rules: { lists: ['system.argv', 'system.comfy_package_versions'], free: ['devices.*.index'] },
    }));
  });

  it('object-info-one-class', async () => {
    const { url } = await start();
    await expectSame('object-info-one-class', url, () => ({ rules: { same: ['KSampler.input.required.seed.1.max'] } }));
  });

  it('prompt-validation', async () => {
    const target = await start({
      testNodes: true,
      models: { checkpoints: ['sdxl/sd_xl_base_1.0.safetensors', 'v1-5-pruned-emaonly.safetensors'] },
    });
    put(target, 'input/photo.png', await paint(1));
    await expectSame('prompt-validation', target.url, ({ request, case: title }) => ({
      ...(request.json === undefined && { send: { body: title === 'body is a list' ? '[]' : '{' } }),
      rules: {
        same: [
          'error.type',
          'error.extra_info.**',
          'node_errors.*.class_type',
          'node_errors.*.dependent_outputs.*',
          'node_errors.*.errors.*.type',
          'node_errors.*.errors.*.extra_info.input_name',
        ],
        // Sets of Python, in no order: the errors of a node and the outputs that depend on it.
        lists: ['node_errors.*.errors', 'node_errors.*.dependent_outputs', 'node_errors.*.errors.*.extra_info.traceback'],
      },
    }));
  });

  it('global-subgraphs', async () => {
    const { url } = await start();
    const [id] = Object.keys((await sendRaw(url, { method: 'GET', path: '/global_subgraphs' })).body as object);
    await expectSame('global-subgraphs', url, (_, index) => ({
      rules: { maps: index === 0 ? [''] : [] },
      ...(index === 1 && { send: { path: `/global_subgraphs/${id}` } }),
    }));
  });

  it('assets-disabled', async () => {
    const { url } = await start();
    await expectSame('assets-disabled', url, () => ({ rules: { same: ['error.code'] } }));
  });

  it('cors-and-compression', async () => {
    const target = await start({ cors: true, compress: true });
    put(target, 'input/rgba.png', readFixtureFile('view-original-rgba.png'));
    await expectSame('cors-and-compression', target.url, ({ request }) => ({ isBodyFree: request.path.startsWith('/view') }));
  });

  it('too-large', async () => {
    const { url } = await start({ maxUploadBytes: 1024 * 1024 });
    const sizes = [1_175_552, 1_114_059];
    await expectSame('too-large', url, (_, index) => ({ ...sameValues, send: { body: Buffer.alloc(sizes[index] ?? 0) } }));
  });
});

function toForm(multipart: Readonly<Record<string, string>>, bytes: Buffer): Record<string, FormField> {
  return Object.fromEntries(
    Object.entries(multipart).map(([name, value]) => {
      const fileName = /^<file '(.*)', \d+ bytes>$/.exec(value)?.[1];
      // The capture's client percent-encoded slashes of the file name, which is why the server could keep it.
      return [name, fileName === undefined ? value : { fileName: fileName.replaceAll('/', '%2F'), bytes }];
    }),
  );
}

function readUsers(target: EmbeddedServer): Record<string, string> {
  return JSON.parse(fs.readFileSync(path.join(target.control.world.userRoot, 'users.json'), 'utf8')) as Record<string, string>;
}

function readSafetensorsSample(): Buffer {
  const metadata = { format: 'pt', 'modelspec.title': 'Neutral Base', 'modelspec.architecture': 'stable-diffusion-xl-v1-base' };
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header]);
}
