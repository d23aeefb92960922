import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMMIT, renderField } from '@/testing/render-field';

const unknown = { kind: 'unknown', default: null } as const;

describe('a colour', () => {
  it('is typed in any usual way and kept as #rrggbb', async () => {
    const { user, heard } = renderField({ widget: unknown, type: 'COLOR', value: '#ffffff' });
    const field = screen.getByRole('textbox', { name: 'x' });
    await user.clear(field);
    await user.type(field, 'F0a{Enter}');
    expect(heard).toEqual(['#ff00aa', COMMIT]);
  });

  it('is picked', () => {
    const { heard } = renderField({ widget: unknown, type: 'COLOR', value: '#ffffff' });
    const picker = screen.getByLabelText('Pick x');
    fireEvent.input(picker, { target: { value: '#123456' } });
    fireEvent.blur(picker);
    expect(heard).toEqual(['#123456', COMMIT]);
  });

  it('does not become what is none', async () => {
    const { user, heard } = renderField({ widget: unknown, type: 'COLOR', value: '#ffffff' });
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'x' });
    await user.clear(field);
    await user.type(field, 'reddish');
    await user.tab();
    expect(heard).toEqual([]);
    expect(field.value).toBe('#ffffff');
  });
});

describe('a rectangle', () => {
  it('is told in one line and changed number by number; other members stay', async () => {
    const { user, heard } = renderField({
      widget: unknown,
      type: 'BOUNDING_BOX',
      value: { x: 1, y: 2, width: 30, height: 40, note: 'kept' },
    });
    const button = screen.getByRole('button', { name: 'x' });
    expect(button.textContent).toBe('30 × 40 at 1, 2');
    await user.click(button);
    const width = within(await screen.findByRole('dialog', { name: 'x' })).getByRole('spinbutton', { name: 'width' });
    await user.clear(width);
    await user.type(width, '8*8{Enter}');
    expect(heard).toEqual([{ x: 1, y: 2, width: 64, height: 40, note: 'kept' }, COMMIT]);
  });

  it('of another form is kept as it is', () => {
    renderField({ widget: unknown, type: 'BOUNDING_BOX', value: 'odd' });
    expect(screen.getByRole('textbox', { name: 'x' })).toHaveProperty('readOnly', true);
  });
});
