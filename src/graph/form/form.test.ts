import { describe, expect, it } from 'vitest';
import { sketchDocument, sketchTypes } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from '../import/read-workflow';
import { selectChoosable, selectForm } from './form-controls';
import { movePin, readPins, togglePin, type Pin } from './pins';

const types = sketchTypes({
  Text: { inputs: { text: ['STRING', { multiline: true }], strength: ['FLOAT', {}] } },
  Size: { inputs: { width: ['INT', { default: 8 }], steps: ['INT', {}] } },
  Load: { inputs: { image: [['a.png'], { image_upload: true }] } },
  Sampler: { inputs: { seed: ['INT', { control_after_generate: true }], cfg: ['FLOAT', {}] } },
});
const document = sketchDocument([
  { id: 1, type: 'Sampler', pos: [900, 40], widgets_values: [7, 'fixed', 3] },
  { id: 2, type: 'Text', pos: [300, 20], title: 'Prompt', widgets_values: ['cat', 1] },
  { id: 3, type: 'Size', pos: [300, 500], widgets_values: [64, 20] },
  { id: 4, type: 'Load', pos: [0, 460], widgets_values: ['a.png', 'image'] },
  { id: 5, type: 'Text', pos: [0, 900], mode: 4, widgets_values: ['off', 1] },
]);
const shown = (of: typeof document): readonly string[] =>
  selectForm(of, types).map(({ title, controls }) => `${title}: ${controls.map(({ name }) => name).join(' ')}`);
const pin = (nodeId: string, name: string): Pin => ({ graphId: 'root', nodeId, name });

describe('the form of a document', () => {
  it('shows texts, seeds, sizes and inputs of what runs, line by line', () => {
    expect(shown(document)).toEqual(['Prompt: text', 'Sampler: seed', 'Load: image', 'Size: width']);
  });

  it('shows what was pinned, in that order, and nothing else', () => {
    const pinned = togglePin(togglePin(togglePin(document, pin('1', 'cfg')), pin('3', 'steps')), pin('3', 'width'));
    expect(shown(pinned)).toEqual(['Sampler: cfg', 'Size: steps width']);
    expect(shown(movePin(pinned, pin('1', 'cfg'), 1))).toEqual(['Size: steps', 'Sampler: cfg', 'Size: width']);
    expect(movePin(pinned, pin('1', 'cfg'), -1)).toBe(pinned);
    expect(shown(togglePin(pinned, pin('1', 'cfg')))).toEqual(['Size: steps width']);
  });

  it('goes on without pins whose control is gone', () => {
    expect(shown(togglePin(document, pin('99', 'x')))).toEqual(shown(document));
  });

  it('offers every control for choosing', () => {
    expect(selectChoosable(document, types).flatMap(({ controls }) => controls.map(({ name }) => name))).toEqual([
      'text',
      'strength',
      'seed',
      'cfg',
      'image',
      'width',
      'steps',
    ]);
  });
});

describe('pins in the file', () => {
  it('survive saving and reading, beside what others keep in `extra`', () => {
    const own = { ...document, source: { ...document.source, extra: { ds: { scale: 1 }, comfydeck_form: { later: true, pins: [3] } } } };
    const pinned = togglePin(own, pin('2', 'text'));
    const file = writeWorkflow(pinned);
    expect(file['extra']).toMatchObject({ ds: { scale: 1 }, comfydeck_form: { later: true } });
    expect(readPins(readWorkflow(file).document)).toEqual([pin('2', 'text')]);
    expect(writeWorkflow(togglePin(pinned, pin('2', 'text')))['extra']).toEqual({ ds: { scale: 1 } });
  });
});
