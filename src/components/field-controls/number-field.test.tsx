import { fireEvent, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { historyQuery } from '@/session/queries/history';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { COMMIT, renderField } from '@/testing/render-field';

const MAX_UINT64 = 18446744073709551615n;
const SEED: WidgetSpec = {
  kind: 'int',
  default: 0,
  min: 0n,
  max: MAX_UINT64,
  step: 1n,
  control: { defaultMode: 'randomize', hasFilter: false },
};
const WIDTH: WidgetSpec = { kind: 'int', default: 512, min: 16n, max: 16384n, step: 8n, control: null };
const CFG: WidgetSpec = { kind: 'float', default: 8, min: 0, max: 100, step: 0.1, round: 0.01 };

/** Listens where the page's own shortcuts and zoom do: behind everything. */
function listenBehind(type: 'keydown' | 'wheel', listener: (event: Event) => void): void {
  window.addEventListener(type, listener);
  onTestFinished(() => window.removeEventListener(type, listener));
}

function isRun(event: Event): boolean {
  return event instanceof KeyboardEvent && event.ctrlKey && event.key === 'Enter';
}

function field(): HTMLInputElement {
  return screen.getByRole('spinbutton', { name: 'x' });
}

describe('typing a number', () => {
  it('becomes the value on Enter, once', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('1024');
    expect(heard).toEqual([]);
    await user.keyboard('{Enter}');
    expect(heard).toEqual([1024, COMMIT]);
    await user.tab();
    expect(heard).toEqual([1024, COMMIT]);
    expect(field().value).toBe('1024');
  });

  it('becomes the value on leaving the field', async () => {
    const { user, heard } = renderField({ widget: CFG, value: 8 });
    await user.click(field());
    await user.keyboard('7,25');
    await user.tab();
    expect(heard).toEqual([7.25, COMMIT]);
  });

  it('may be a sum', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('512*1.5{Enter}');
    expect(heard).toEqual([768, COMMIT]);
    expect(field().value).toBe('768');
  });

  it('keeps all digits of a 64-bit seed', async () => {
    const { user, heard } = renderField({ widget: SEED, value: 5 });
    await user.click(field());
    await user.keyboard('18446744073709551615{Enter}');
    expect(heard).toEqual([MAX_UINT64, COMMIT]);
    expect(field().value).toBe('18446744073709551615');
    await user.keyboard('{ArrowDown}');
    expect(field().value).toBe('18446744073709551614');
  });

  it('stays within the range', async () => {
    const { user, heard } = renderField({ widget: CFG, value: 8 });
    await user.click(field());
    await user.keyboard('1000{Enter}');
    await user.clear(field());
    await user.keyboard('-5{Enter}');
    expect(heard).toEqual([100, COMMIT, 0, COMMIT]);
  });

  it('is taken back by Escape, which the node around hears only when there is nothing to take back', async () => {
    const around = vi.fn<(key: string) => void>();
    const wrap = (children: ReactNode) => (
      <div role="presentation" onKeyDown={(event) => around(event.key)}>
        {children}
      </div>
    );
    const { user, heard } = renderField({ widget: WIDTH, value: 512 }, { wrap });
    await user.click(field());
    await user.keyboard('99{Escape}');
    expect(field().value).toBe('512');
    expect(around).not.toHaveBeenCalledWith('Escape');
    await user.keyboard('{Escape}');
    expect(around).toHaveBeenCalledWith('Escape');
    await user.tab();
    expect(heard).toEqual([]);
  });

  it('back to the old text is no change, even of a value off the grid', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 513 });
    await user.click(field());
    await user.keyboard('513{Enter}');
    await user.tab();
    expect(heard).toEqual([]);
    expect(field().value).toBe('513');
  });

  it('reaches the document before Ctrl+Enter goes on to whoever runs it', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    const atRun: unknown[] = [];
    listenBehind('keydown', (event) => {
      if (isRun(event)) atRun.push([...heard]);
    });
    await user.click(field());
    await user.keyboard('640{Control>}{Enter}{/Control}');
    expect(atRun).toEqual([[640, COMMIT]]);
  });
});

describe('text that is no number', () => {
  it('is refused in words, and can be put right', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('5x{Enter}');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    const words = screen.getByText(/“5x” is not a number; 512 stays/);
    expect(field().getAttribute('aria-describedby')).toBe(words.id);
    expect(field().value).toBe('5x');
    await user.keyboard('{Backspace}{Backspace}64{Enter}');
    expect(screen.queryByText(/is not a number/)).toBeNull();
    expect(heard).toEqual([64, COMMIT]);
  });

  it('gives way to the value when the field is left; the words stay', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('1,024');
    await user.tab();
    expect(field().value).toBe('512');
    expect(screen.getByText(/“1,024” is not a number/)).toBeTruthy();
    expect(heard).toEqual([]);
  });

  it('does not run the old value', async () => {
    const { user } = renderField({ widget: WIDTH, value: 512 });
    const run = vi.fn();
    listenBehind('keydown', (event) => {
      if (isRun(event)) run();
    });
    await user.click(field());
    await user.keyboard('{Backspace}{Control>}{Enter}{/Control}');
    expect(screen.getByText('A number is needed here; 512 stays')).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
  });
});

describe('arrow keys', () => {
  it('step, with Shift by ten', async () => {
    const { user, heard } = renderField({ widget: CFG, value: 0.2 });
    await user.click(field());
    await user.keyboard('{ArrowUp}');
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(heard).toEqual([0.3, COMMIT, 0, COMMIT]);
  });

  it('held down are one gesture', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('{ArrowUp>3/}');
    expect(heard).toEqual([520, 528, 536, COMMIT]);
  });

  it('go on from what is typed', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.keyboard('640{ArrowUp}');
    expect(heard).toEqual([648, COMMIT]);
  });

  it('change nothing at the limit', async () => {
    const { user, heard } = renderField({ widget: SEED, value: MAX_UINT64 });
    await user.click(field());
    await user.keyboard('{ArrowUp}');
    expect(heard).toEqual([]);
  });
});

describe('the wheel', () => {
  it('steps while the field has the focus, and the canvas does not zoom', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    const zoom = vi.fn();
    listenBehind('wheel', zoom);
    await user.click(field());
    const isFree = fireEvent.wheel(field(), { deltaY: -120 });
    fireEvent.wheel(field(), { deltaY: 120 });
    fireEvent.wheel(field(), { deltaY: 20 });
    await user.tab();
    expect(heard).toEqual([520, 512, COMMIT]);
    expect(isFree).toBe(false);
    expect(zoom).not.toHaveBeenCalled();
  });

  it('belongs to the canvas otherwise', () => {
    const { heard } = renderField({ widget: WIDTH, value: 512 });
    const zoom = vi.fn();
    listenBehind('wheel', zoom);
    fireEvent.wheel(field(), { deltaY: -120 });
    expect(heard).toEqual([]);
    expect(zoom).toHaveBeenCalledOnce();
  });
});

describe('dragging', () => {
  it('with the mouse scrubs: many changes, one commit, no focus', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.pointer([
      { keys: '[MouseLeft>]', target: field(), coords: { clientX: 100 } },
      { target: field(), coords: { clientX: 103 } },
      { target: field(), coords: { clientX: 104 } },
      { target: field(), coords: { clientX: 112 } },
      { target: field(), coords: { clientX: 92 } },
      { keys: '[/MouseLeft]', target: field(), coords: { clientX: 92 } },
    ]);
    expect(heard).toEqual([520, 536, 496, COMMIT]);
    expect(field().matches(':focus')).toBe(false);
  });

  it('hears when the mouse is let go elsewhere', () => {
    const { heard } = renderField({ widget: WIDTH, value: 512 });
    fireEvent.pointerDown(field(), { pointerType: 'mouse', button: 0, buttons: 1, clientX: 0, pointerId: 7 });
    expect(field().hasPointerCapture(7)).toBe(true);
    fireEvent.pointerMove(field(), { pointerType: 'mouse', buttons: 1, clientX: 8 });
    fireEvent.lostPointerCapture(field());
    fireEvent.pointerMove(field(), { pointerType: 'mouse', buttons: 0, clientX: 80 });
    expect(heard).toEqual([528, COMMIT]);
  });

  it('less than a few pixels is a click: the field gets the focus with its text selected', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.pointer([
      { keys: '[MouseLeft>]', target: field(), coords: { clientX: 100 } },
      { target: field(), coords: { clientX: 102 } },
      { keys: '[/MouseLeft]', target: field(), coords: { clientX: 102 } },
    ]);
    expect(field().matches(':focus')).toBe(true);
    expect([field().selectionStart, field().selectionEnd]).toEqual([0, 3]);
    expect(heard).toEqual([]);
  });

  it('in a field with the focus selects text', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.click(field());
    await user.pointer([
      { keys: '[MouseLeft>]', target: field(), coords: { clientX: 100 } },
      { target: field(), coords: { clientX: 150 } },
      { keys: '[/MouseLeft]', target: field() },
    ]);
    expect(heard).toEqual([]);
  });

  it('with a finger changes nothing', async () => {
    const { user, heard } = renderField({ widget: WIDTH, value: 512 });
    await user.pointer([
      { keys: '[TouchA>]', target: field(), coords: { clientX: 100 } },
      { pointerName: 'TouchA', target: field(), coords: { clientX: 200 } },
      { keys: '[/TouchA]', target: field(), coords: { clientX: 200 } },
    ]);
    expect(heard).toEqual([]);
  });

  it('back to where it began restores a value off the grid', () => {
    const { heard } = renderField({ widget: WIDTH, value: 513 });
    const mouse = { pointerType: 'mouse', button: 0, buttons: 1 };
    fireEvent.pointerDown(field(), { ...mouse, clientX: 0 });
    fireEvent.pointerMove(field(), { ...mouse, clientX: 4 });
    fireEvent.pointerMove(field(), { ...mouse, clientX: 0 });
    fireEvent.pointerUp(field(), mouse);
    expect(heard).toEqual([520, 513, COMMIT]);
  });
});

describe('a number with a wire', () => {
  it('is shown, not editable, and says why', async () => {
    const { user, heard } = renderField({ widget: SEED, value: 5, isLinked: true });
    expect(field().disabled).toBe(true);
    expect(field().title).toBe('Fed by a wire; the value here is kept');
    await user.click(screen.getByRole('button', { name: 'New random seed now' }));
    fireEvent.pointerDown(field(), { pointerType: 'mouse', button: 0, buttons: 1, clientX: 0 });
    fireEvent.pointerMove(field(), { pointerType: 'mouse', buttons: 1, clientX: 80 });
    expect(heard).toEqual([]);
  });
});

describe('a seed', () => {
  it('is drawn anew at once: below 2^50, one commit', async () => {
    const { user, heard } = renderField({ widget: SEED, value: 5 });
    await user.click(screen.getByRole('button', { name: 'New random seed now' }));
    const [drawn, end, ...more] = heard;
    expect(Number.isInteger(drawn)).toBe(true);
    expect(Number(drawn)).toBeLessThan(2 ** 50);
    expect([end, more]).toEqual([COMMIT, []]);
    expect(Number(field().value)).toBe(drawn);
  });

  it('can be one of the last that ran, exact to 64 bits, each offered once', async () => {
    const { user, heard, session } = renderField({ widget: SEED, value: 5 });
    await user.click(screen.getByRole('button', { name: 'Last seeds' }));
    expect(screen.getByText(/^No seed has run yet/)).toBeDefined();
    await user.keyboard('{Escape}');
    const ran = [7n, MAX_UINT64, 7n, ...Array.from({ length: 12 }, (_none, index) => BigInt(100 + index))];
    const entries = ran.toReversed().map((seed, index) =>
      buildHistoryEntry(`p${index}`, {
        startedAtMs: 1_000 * (index + 1),
        prompt: { '3': { class_type: 'KSampler', inputs: { seed: seed <= 2n ** 53n ? Number(seed) : seed } } },
      }),
    );
    session.queryClient.setQueryData(historyQuery(session).queryKey, buildHistory(entries));
    await user.click(screen.getByRole('button', { name: 'Last seeds' }));
    const list = within(screen.getByRole('dialog', { name: 'Last seeds' }));
    const offered = list.getAllByRole('option').map(({ textContent }) => textContent);
    expect(offered).toEqual(['7', String(MAX_UINT64), '100', '101', '102', '103', '104', '105', '106', '107']);
    await user.click(list.getByRole('option', { name: String(MAX_UINT64) }));
    expect(heard).toEqual([MAX_UINT64, COMMIT]);
    expect(field().value).toBe(String(MAX_UINT64));
    await vi.waitFor(() => expect(screen.getByRole('button', { name: 'Last seeds' }).matches(':focus')).toBe(true));
  });

  it('without a declared range is drawn too', async () => {
    const widget: WidgetSpec = {
      kind: 'int',
      default: 0,
      min: -(2n ** 63n),
      max: MAX_UINT64,
      step: 1n,
      control: { defaultMode: 'fixed', hasFilter: false },
    };
    const { user, heard } = renderField({ widget, value: 5 });
    await user.click(screen.getByRole('button', { name: 'New random seed now' }));
    expect(Math.abs(Number(heard[0]))).toBeLessThanOrEqual(2 ** 50);
  });
});
