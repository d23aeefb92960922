import { describe, expect, it } from 'vitest';
import { sketchDocument, TYPES } from '@/graph/document/fixtures/small-graph';
import { findControls, type FoundControl } from '@/graph/variations/find-controls';
import { buildAxis, createDraftAxis, findClashes, findControl, toControlKey } from './draft-axis';

const controls = findControls(
  sketchDocument([
    { id: 1, type: 'Sampler', widgets_values: [7, 'fixed', 9] },
    { id: 2, type: 'Text', widgets_values: ['a cat'] },
    { id: 3, type: 'Load', widgets_values: ['x.png'] },
  ]),
  TYPES,
);

function control(name: string): FoundControl {
  const found = controls.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no control ${name}`);
  return found;
}

const values = ({ axis }: ReturnType<typeof buildAxis>) =>
  axis.points.map(({ changes }) => changes.map(({ name, value }) => [name, value]));

describe('a list', () => {
  it('sets its control to each value, labelled by it', () => {
    const built = buildAxis({ ...createDraftAxis(0, toControlKey(control('steps'))), text: '10, 20' }, controls);
    expect(built.axis.title).toBe('Sampler steps');
    expect(built.axis.points.map(({ label }) => label)).toEqual(['10', '20']);
    expect(values(built)).toEqual([[['steps', 10]], [['steps', 20]]]);
  });

  it('of long texts has short labels in one line', () => {
    const text = `first ${'long '.repeat(30)}last`;
    const [point] = buildAxis({ ...createDraftAxis(0, toControlKey(control('text'))), text }, controls).axis.points;
    expect(point?.label.length).toBeLessThanOrEqual(60);
    expect(point?.label).toMatch(/^first .*…/);
    expect(point?.changes[0]?.value).toBe(text);
  });

  it('goes to the first control while none is chosen, or the chosen one is gone', () => {
    expect(findControl(controls, createDraftAxis(0))?.name).toBe('seed');
    expect(findControl(controls, createDraftAxis(0, 'root 99 gone'))?.name).toBe('seed');
    expect(findControl([], createDraftAxis(0))).toBeNull();
  });
});

describe('a table', () => {
  const draft = { ...createDraftAxis(0), source: 'table' } as const;

  it('maps columns by name, sets all of a row at once, and leaves unmapped ones out', () => {
    const table = { fileName: 'a.csv', text: 'text,Sampler steps,remark\na dog,12,x\n"a, b",13,y' };
    const built = buildAxis({ ...draft, table }, controls);
    expect(built.axis.title).toBe('text, steps');
    expect(values(built)).toEqual([
      [
        ['text', 'a dog'],
        ['steps', 12],
      ],
      [
        ['text', 'a, b'],
        ['steps', 13],
      ],
    ]);
    const remapped = buildAxis({ ...draft, table, columns: { text: '', remark: toControlKey(control('text')) } }, controls);
    expect(values(remapped)[0]).toEqual([
      ['steps', 12],
      ['text', 'x'],
    ]);
  });

  it('tells what is no value, and of too many rows', () => {
    const text = `steps\n${'1\n'.repeat(300)}`;
    expect(buildAxis({ ...draft, table: { fileName: 'a.csv', text } }, controls).diagnostics).toMatchObject([{ code: 'too-many-values' }]);
    const odd = buildAxis({ ...draft, table: { fileName: 'a.csv', text: 'steps\nten' } }, controls);
    expect(odd.diagnostics).toMatchObject([{ code: 'bad-value', params: { text: 'ten' } }]);
  });
});

describe('files', () => {
  it('are those of the server that begin with the words, for controls that take files', () => {
    const draft = { ...createDraftAxis(0), source: 'files' } as const;
    expect(values(buildAxis(draft, controls))).toEqual([[['image', 'x.png']]]);
    expect(values(buildAxis({ ...draft, prefix: 'y' }, controls))).toEqual([]);
  });
});

it('two lists for one control are told', () => {
  const axes = ['10', '20'].map((text, key) => buildAxis({ ...createDraftAxis(key, toControlKey(control('steps'))), text }, controls).axis);
  expect(findClashes(axes, controls)).toEqual(['Sampler steps']);
  expect(findClashes(axes.slice(1), controls)).toEqual([]);
});
