import { screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { ApiError } from '@/lib/errors';
import type { JsonValue } from '@/lib/json';
import { COMMIT, renderField } from '@/testing/render-field';

function combo(options: readonly JsonValue[]): Extract<WidgetSpec, { kind: 'combo' }> {
  return {
    kind: 'combo',
    default: options[0] ?? null,
    options,
    upload: null,
    uploadFolder: 'input',
    isMultiselect: false,
    remoteRoute: null,
    control: null,
  };
}

const SAMPLERS = ['euler', 'heun', 'dpm_2'];
const MODELS = Array.from({ length: 3_000 }, (_, index) => `model_${index}.safetensors`);

function control(): HTMLElement {
  return screen.getByRole('combobox', { name: 'x' });
}

function hasFocus(element: Element): boolean {
  return element.matches(':focus');
}

describe('a short list', () => {
  it('is a native one', async () => {
    const { user, heard } = renderField({ widget: combo(SAMPLERS), value: 'euler' });
    await user.selectOptions(control(), 'heun');
    expect(heard).toEqual(['heun', COMMIT]);
  });

  it('keeps the type of its choices', async () => {
    const { user, heard } = renderField({ widget: combo([16, 18446744073709551615n, false, 'auto']), value: 'auto' });
    await user.selectOptions(control(), '18446744073709551615');
    await user.selectOptions(control(), 'false');
    expect(heard).toEqual([18446744073709551615n, COMMIT, false, COMMIT]);
  });

  it('keeps a value the server does not offer, and says so', async () => {
    const { user, heard } = renderField({ widget: combo(SAMPLERS), value: 'res_2s' });
    expect(screen.getByRole<HTMLOptionElement>('option', { selected: true }).text).toBe('res_2s (not on the server)');
    expect(heard).toEqual([]);
    await user.selectOptions(control(), 'euler');
    expect(screen.queryByText(/not on the server/)).toBeNull();
  });

  it.each([
    [null, [], 'The server offers nothing here'],
    [null, SAMPLERS, 'Nothing chosen'],
    ['sd.ckpt', [], 'sd.ckpt (not on the server)'],
  ])('shows %j of %j as “%s”', (value, options, text) => {
    renderField({ widget: combo(options), value });
    expect(screen.getByRole<HTMLOptionElement>('option', { selected: true }).text).toBe(text);
  });

  it('with a wire is closed', () => {
    renderField({ widget: combo(SAMPLERS), value: 'euler', isLinked: true });
    expect(screen.getByRole<HTMLSelectElement>('combobox').disabled).toBe(true);
  });
});

describe('a long list', () => {
  const search = (): Promise<HTMLElement> => screen.findByRole('combobox', { name: 'Search x' });

  it('is searched and chosen from by keyboard', async () => {
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' });
    control().focus();
    await user.keyboard('{Enter}');
    await search();
    await vi.waitFor(async () => expect(hasFocus(await search())).toBe(true));
    await user.keyboard('2345');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['model_2345.safetensors']);
    await user.keyboard('{Enter}');
    expect(heard).toEqual(['model_2345.safetensors', COMMIT]);
    expect(screen.queryByRole('dialog')).toBeNull();
    await vi.waitFor(() => expect(hasFocus(control())).toBe(true));
    expect(control().textContent).toBe('model_2345.safetensors');
  });

  it('opens by arrow key at the value, and arrows walk from there', async () => {
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_1500.safetensors' });
    control().focus();
    await user.keyboard('{ArrowDown}');
    const field = await search();
    const active = (): string | null => {
      const option = screen.getByRole('option', { selected: true });
      expect(field.getAttribute('aria-activedescendant')).toBe(option.id);
      return option.textContent;
    };
    expect(active()).toBe('model_1500.safetensors');
    await user.keyboard('{ArrowDown}{PageDown}{ArrowUp}');
    expect(active()).toBe('model_1510.safetensors');
    await user.keyboard('{Enter}');
    expect(heard).toEqual(['model_1510.safetensors', COMMIT]);
  });

  it('draws few of thousands', async () => {
    const { user } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' });
    await user.click(control());
    await search();
    const options = screen.getAllByRole('option');
    expect(options.length).toBeLessThan(100);
    expect(options[0]?.getAttribute('aria-setsize')).toBe('3000');
  });

  it('is chosen from by mouse', async () => {
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' });
    await user.click(control());
    await user.click(within(await screen.findByRole('listbox', { name: 'x' })).getByText('model_3.safetensors'));
    expect(heard).toEqual(['model_3.safetensors', COMMIT]);
  });

  it('says when nothing is found, and Enter then chooses nothing', async () => {
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' });
    await user.click(control());
    await user.type(await search(), 'zzz{ArrowDown}{Enter}');
    expect(screen.getByRole('status').textContent).toBe('Nothing by that name');
    expect(heard).toEqual([]);
  });

  it('closes on Escape without a change; the node around hears neither of that nor of a right click', async () => {
    const around = vi.fn<(what: string) => void>();
    const wrap = (children: ReactNode) => (
      <div role="presentation" onKeyDown={(event) => around(event.key)} onContextMenu={() => around('menu')}>
        {children}
      </div>
    );
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' }, { wrap });
    await user.click(control());
    const field = await search();
    await user.pointer({ keys: '[MouseRight]', target: field });
    await user.keyboard('{ArrowDown}{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(hasFocus(control())).toBe(true);
    expect(control().textContent).toBe('model_7.safetensors');
    expect(heard).toEqual([]);
    expect(around).not.toHaveBeenCalled();
  });

  it('choosing what is chosen changes nothing', async () => {
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors' });
    await user.click(control());
    await user.type(await search(), '{Enter}');
    expect(heard).toEqual([]);
  });

  it('keeps a value the server does not offer, and says so', () => {
    renderField({ widget: combo(MODELS), value: 'gone.ckpt' });
    expect(control().textContent).toBe('gone.ckpt (not on the server)');
  });

  it('with a wire is closed', async () => {
    const { user } = renderField({ widget: combo(MODELS), value: 'model_7.safetensors', isLinked: true });
    await user.click(control());
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('a list the server has more to say about', () => {
  const files = Array.from({ length: 9 }, (_, index) => `picture_${index}.png`);
  const imageFiles: WidgetSpec = { ...combo(files), upload: 'image' };
  const shown = (option: HTMLElement) => within(option).getByRole<HTMLImageElement>('presentation').src;

  it('shows pictures of files', async () => {
    const client = { viewUrl: ({ filename }: { filename: string }) => `https://server.example/view/${filename}` };
    const { user } = renderField({ widget: imageFiles, value: 'picture_0.png' }, { client });
    await user.click(control());
    const option = await screen.findByRole('option', { name: 'picture_1.png' });
    expect(shown(option)).toBe('https://server.example/view/picture_1.png');
  });

  it('shows previews of models where the server describes them', async () => {
    const file = { name: 'model_1.safetensors', pathIndex: 2, sizeBytes: 1, modifiedAtMs: 1, createdAtMs: 1 };
    const client = {
      modelFolders: () => Promise.resolve([{ name: 'loras', folders: [], extensions: [] }]),
      modelFiles: () => Promise.resolve([file]),
      modelPreviewUrl: (kind: string, { name, pathIndex }: { name: string; pathIndex: number }) =>
        `https://server.example/${kind}/${pathIndex}/${name}`,
    };
    const { user } = renderField({ widget: combo(MODELS), name: 'lora_name', value: MODELS[0] ?? '' }, { client });
    await user.click(screen.getByRole('combobox', { name: 'lora_name' }));
    await waitFor(() =>
      expect(shown(screen.getByRole('option', { name: 'model_1.safetensors' }))).toBe('https://server.example/loras/2/model_1.safetensors'),
    );
  });

  it('asks for it again and keeps what is chosen; a failure is told', async () => {
    const asked: string[] = [];
    const client = {
      objectInfoClass: (name: string) => {
        asked.push(name);
        return asked.length === 1
          ? Promise.resolve({ nodes: new Map(), diagnostics: [] })
          : Promise.reject(new ApiError('network', { url: '/object_info' }));
      },
    };
    const { user, heard } = renderField({ widget: combo(MODELS), value: 'gone.safetensors' }, { client });
    await user.click(control());
    await user.click(await screen.findByRole('button', { name: 'Ask the server for the list again' }));
    expect(asked).toEqual(['TestNode']);
    await user.click(screen.getByRole('button', { name: 'Ask the server for the list again' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The list could not be refreshed\. The server cannot be reached/);
    expect(heard).toEqual([]);
  });
});
