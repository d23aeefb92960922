import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { COMMIT, renderField } from '@/testing/render-field';

const text: WidgetSpec = { kind: 'string', default: '', isMultiline: true, hasDynamicPrompts: true };
const embeddings = () => Promise.resolve(['EasyNegative', 'bad-hands']);

// Its chunk is read before, so that no test waits for the compiler.
beforeAll(async () => {
  await import('./text-editor');
});

describe('a prompt', () => {
  it('weighs the word at the caret with Ctrl and the arrow keys, as one undo step', async () => {
    const { user, heard } = renderField({ widget: text, value: 'a cat' });
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'x' });
    await user.click(field);
    act(() => field.setSelectionRange(3, 3));
    await user.keyboard('{Control>}{ArrowUp}{ArrowUp}{ArrowDown}{/Control}');
    expect(field.value).toBe('a (cat:1.05)');
    await user.tab();
    expect(heard.at(-1)).toBe(COMMIT);
    expect(heard.filter((value) => value === COMMIT)).toHaveLength(1);
  });

  it('completes the name of an embedding', async () => {
    const { user } = renderField({ widget: text, value: '' }, { client: { embeddings } });
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'x' });
    await user.type(field, 'embedding:neg');
    expect(within(await screen.findByRole('listbox', { name: 'Embeddings' })).getByRole('option', { name: 'EasyNegative' })).toBeDefined();
    await user.keyboard('{Enter}');
    expect(field.value).toBe('embedding:EasyNegative');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('opens in an editor with room, and shows an example of what is sent', async () => {
    const { user, heard } = renderField({ widget: text, value: '{red|red} cat // not sent' });
    await user.click(screen.getByRole('button', { name: 'Open x in the text editor' }));
    const dialog = await screen.findByRole('dialog', { name: 'x' });
    const example = within(dialog).getByRole('region', { name: 'One of the texts that may be sent' });
    expect(within(example).getByText('red cat')).toBeDefined();
    const field = within(dialog).getByRole('textbox', { name: 'x' });
    await user.clear(field);
    await user.type(field, 'a dog');
    expect(within(dialog).queryByRole('region')).toBeNull();
    expect(within(dialog).getByText('5 characters')).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(heard.slice(-2)).toEqual(['a dog', COMMIT]);
  });

  it('that a wire feeds is read, not written', async () => {
    const { user, heard } = renderField({ widget: text, value: 'a cat', isLinked: true });
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'x' });
    await user.click(field);
    await user.keyboard('{Control>}{ArrowUp}{/Control}');
    expect(heard).toEqual([]);
  });
});
