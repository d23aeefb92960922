import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { readInputSpec } from '@/graph/node-types/input-spec';
import { invariant } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import { COMMIT, renderField, type RenderedField } from '@/testing/render-field';

type Choices = ApiClient['remoteChoices'];

function renderRemote(remote: JsonObject, given: { readonly value: string; readonly remoteChoices: Choices }): RenderedField {
  const spec = readInputSpec('x', ['COMBO', { remote }], { isRequired: true, depth: 0 });
  invariant(spec !== null, 'a choice from a remote list');
  const { widget, options } = spec;
  return renderField({ widget, value: given.value, options }, { client: { remoteChoices: given.remoteChoices } });
}

const box = (): HTMLSelectElement => screen.getByRole('combobox', { name: 'x' });
const texts = (): string[] => [...box().options].map(({ text }) => text);

describe('a list that the server answers at a route of its own', () => {
  it('is fetched from there; what stands for “not fetched” is no choice', async () => {
    const remoteChoices = vi.fn<Choices>(() => Promise.resolve(['a.png [output]', 'b.png [output]']));
    const { user, heard } = renderRemote({ route: '/internal/files/output' }, { value: 'Loading...', remoteChoices });
    await expect.poll(texts).toEqual(['Nothing chosen', 'a.png [output]', 'b.png [output]']);
    expect(remoteChoices.mock.calls.map(([route]) => route)).toEqual(['/internal/files/output']);
    expect(screen.queryByRole('button')).toBeNull();
    await user.selectOptions(box(), 'b.png [output]');
    expect(heard).toEqual(['b.png [output]', COMMIT]);
  });

  it.each([
    ['first', ['new', COMMIT]],
    ['last', ['old', COMMIT]],
    ['neither', []],
  ])('is fetched again by the button, and then the %s is chosen', async (wanted, expected) => {
    const answers = [
      ['middle', 'old'],
      ['new', 'middle', 'old'],
    ];
    const remoteChoices: Choices = () => Promise.resolve(answers.shift() ?? []);
    const remote = { route: '/list', refresh_button: true, control_after_refresh: wanted };
    const { user, heard } = renderRemote(remote, { value: 'middle', remoteChoices });
    await expect.poll(texts).toEqual(['middle', 'old']);
    await user.click(screen.getByRole('button', { name: 'Fetch the list of x again' }));
    await expect.poll(texts).toEqual(['new', 'middle', 'old']);
    expect(heard).toEqual(expected);
  });

  it('keeps the value and says why when it cannot be fetched', async () => {
    const { heard } = renderRemote({ route: '/list' }, { value: 'kept', remoteChoices: () => Promise.reject(new TypeError('gone')) });
    expect(await screen.findByText(/The list was not fetched; the value stays/, undefined, { timeout: 15_000 })).toBeDefined();
    expect(texts()).toEqual(['kept (not in the list)']);
    expect(heard).toEqual([]);
  });

  it.each(['https://elsewhere.test/list', '//elsewhere.test/list'])('is not fetched from %s', (route) => {
    const remoteChoices = vi.fn<Choices>(() => Promise.resolve([]));
    renderRemote({ route, refresh_button: true }, { value: 'kept', remoteChoices });
    expect(screen.getByText(/stands on another host/)).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
    expect(remoteChoices).not.toHaveBeenCalled();
  });
});
