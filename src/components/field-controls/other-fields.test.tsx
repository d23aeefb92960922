import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { COMMIT, renderField } from '@/testing/render-field';
import { SeedModeSelect } from './seed-mode-select';

const LINE: WidgetSpec = { kind: 'string', default: '', isMultiline: false, hasDynamicPrompts: false };
const PROMPT: WidgetSpec = { ...LINE, isMultiline: true, placeholder: 'What to paint' };
const SWITCH: WidgetSpec = { kind: 'boolean', default: false, labelOn: 'enabled', labelOff: 'disabled' };
const DYNAMIC: WidgetSpec = {
  kind: 'dynamic-combo',
  default: 'width',
  options: [
    { key: 'width', inputs: [] },
    { key: 'scale', inputs: [] },
  ],
};

describe('text', () => {
  it.each([
    ['of one line', LINE],
    ['of many lines', PROMPT],
  ])('%s: each key is a change, leaving the field ends the gesture', async (_, widget) => {
    const { user, heard } = renderField({ widget, value: '' });
    await user.click(screen.getByRole('textbox', { name: 'x' }));
    await user.keyboard('cat');
    expect(heard).toEqual(['c', 'ca', 'cat']);
    await user.tab();
    expect(heard.at(-1)).toBe(COMMIT);
    await user.tab({ shift: true });
    await user.tab();
    expect(heard).toHaveLength(4);
  });

  it('of many lines takes new lines, and leaves Ctrl+Enter to the page', async () => {
    const { user, heard } = renderField({ widget: PROMPT, value: 'a' });
    const run = vi.fn();
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey && event.key === 'Enter') run();
    };
    window.addEventListener('keydown', handleKey);
    onTestFinished(() => window.removeEventListener('keydown', handleKey));
    const text = screen.getByPlaceholderText<HTMLTextAreaElement>('What to paint');
    await user.click(text);
    await user.keyboard('{Enter}b{Control>}{Enter}{/Control}');
    expect(heard.at(-1)).toBe('a\nb');
    expect(run).toHaveBeenCalledOnce();
  });

  it('with a wire can be read but not typed into', async () => {
    const { user, heard } = renderField({ widget: PROMPT, value: 'kept', isLinked: true });
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'x' });
    await user.type(text, 'more');
    expect([text.value, text.title]).toEqual(['kept', 'Fed by a wire; the value here is kept']);
    expect(heard).toEqual([]);
  });

  it('shows values of another kind as they are', () => {
    renderField({ widget: LINE, value: { seed: 18446744073709551615n } });
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('{"seed":18446744073709551615}');
  });

  it('shows its problem and is described by it', () => {
    renderField({ widget: LINE, value: '', problem: 'Must not be empty' });
    const text = screen.getByRole('textbox');
    expect(text.getAttribute('aria-invalid')).toBe('true');
    expect(text.getAttribute('aria-describedby')).toBe(screen.getByText('Must not be empty').id);
  });
});

describe('a switch', () => {
  it('says its state in the words of the node', async () => {
    const { user, heard } = renderField({ widget: SWITCH, value: false });
    const toggle = screen.getByRole('switch', { name: 'x', checked: false });
    expect(screen.getByText('disabled')).toBeTruthy();
    await user.click(toggle);
    expect(screen.getByRole('switch', { name: 'x', checked: true })).toBeTruthy();
    expect(screen.getByText('enabled')).toBeTruthy();
    await user.keyboard(' ');
    expect(heard).toEqual([true, COMMIT, false, COMMIT]);
  });

  it('with a wire does not switch', async () => {
    const { user, heard } = renderField({ widget: SWITCH, value: true, isLinked: true });
    await user.click(screen.getByRole('switch'));
    expect(heard).toEqual([]);
  });
});

describe('a choice of inputs', () => {
  it('offers its keys', async () => {
    const { user, heard } = renderField({ widget: DYNAMIC, value: 'width' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'x' }), 'scale');
    expect(heard).toEqual(['scale', COMMIT]);
  });
});

describe('a value of an unknown kind', () => {
  it('is shown and kept', async () => {
    const { user, heard } = renderField({ widget: { kind: 'unknown', default: null }, value: { points: [1, 18446744073709551615n] } });
    const text = screen.getByRole<HTMLInputElement>('textbox', { name: 'x' });
    expect(text.value).toBe('{"points":[1,18446744073709551615]}');
    await user.type(text, 'x');
    expect(heard).toEqual([]);
  });

  it('is cut to a line, however long it is', () => {
    renderField({ widget: { kind: 'unknown', default: null }, value: 'x'.repeat(100_000) });
    expect(screen.getByRole<HTMLInputElement>('textbox').value.length).toBeLessThan(1_000);
  });

  it('may be a list of several choices', () => {
    const widget: WidgetSpec = {
      kind: 'combo',
      default: [],
      options: ['a', 'b'],
      upload: null,
      uploadFolder: 'input',
      isMultiselect: true,
      remoteRoute: null,
      control: null,
    };
    renderField({ widget, value: ['a'] });
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('["a"]');
  });
});

describe('what happens to a seed after a run', () => {
  const shown = (): string | undefined =>
    screen.getByRole<HTMLSelectElement>('combobox', { name: 'control after generate' }).selectedOptions[0]?.text;

  it('is one of four', async () => {
    const onChange = vi.fn();
    render(<SeedModeSelect value="fixed" onChange={onChange} />);
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['fixed', 'increment', 'decrement', 'randomize']);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'increment');
    expect(onChange.mock.calls).toEqual([['increment']]);
  });

  it('is one of five for lists', () => {
    render(<SeedModeSelect value="increment-wrap" isForList onChange={() => undefined} />);
    expect(shown()).toBe('increment, wrap');
  });

  it.each([
    [true, 'randomize'],
    [false, 'fixed'],
    ['spin', 'spin'],
    ['increment-wrap', 'increment-wrap'],
  ])('%j, from a file, is shown as %s', (value, text) => {
    render(<SeedModeSelect value={value} onChange={() => undefined} />);
    expect(shown()).toBe(text);
  });
});
