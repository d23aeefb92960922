import { describe, expect, it } from 'vitest';
import { allClasses } from '../all-classes';
import { imageOf, solidPicture } from '../pixels/batch';
import { classOf, createTestContext, createTestWorld, firstOutput, runNode } from '../testing-world';
import type { ImageBatch } from '../values';

const IMAGE = imageOf([solidPicture(32, 32, [10, 20, 30])]);

describe('test types', () => {
  it('are marked, so that an ordinary server hides them', () => {
    const marked = allClasses().filter((node) => node.availability === 'test');
    expect(marked.map((node) => node.name)).toContain('FixtureProgress');
    for (const node of marked) expect(node.describe(createTestWorld())['python_module']).toMatch(/^custom_nodes\./);
  });

  it.each([
    ['none', undefined],
    ['JPEG', 'image/jpeg'],
    ['PNG', 'image/png'],
  ])('FixtureProgress reports steps with preview %s', async (preview, mimeType) => {
    const context = createTestContext();
    await runNode('FixtureProgress', { image: IMAGE, steps: 3, seconds: 0.3, preview, seed: 0 }, context);
    expect(context.steps.map(({ value, max }) => [value, max])).toEqual([[1, 3], [2, 3], [3, 3]]);
    expect(context.steps.map((step) => step.preview?.mimeType)).toEqual([mimeType, mimeType, mimeType]);
    expect(context.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(300);
    expect(context.texts).toEqual(['done 3 steps']);
  }); // prettier-ignore

  it('FixtureFail raises', async () => {
    await expect(runNode('FixtureFail', { image: IMAGE, message: 'boom' })).rejects.toMatchObject({
      exceptionType: 'ValueError',
      message: 'boom',
    });
  });

  it('TestExecutionBlocker blocks, silently or not', async () => {
    expect(await runNode('TestExecutionBlocker', { input: IMAGE, block: true, verbose: true })).toEqual({
      blocked: { message: 'Blocked Execution' },
    });
    expect(await runNode('TestExecutionBlocker', { input: IMAGE, block: true, verbose: false })).toEqual({ blocked: { message: null } });
    expect(await firstOutput('TestExecutionBlocker', { input: IMAGE, block: false, verbose: false })).toBe(IMAGE);
  });

  it('TestLazyMixImages asks only for what the mask shows', async () => {
    const lazy = classOf('TestLazyMixImages').lazy ?? (() => []);
    const mask = (value: number): Promise<unknown> => firstOutput('StubMask', { value, height: 4, width: 4, batch_size: 1 });
    expect(lazy({ mask: await mask(0) })).toEqual(['image1']);
    expect(lazy({ mask: await mask(1) })).toEqual(['image2']);
    expect(lazy({ mask: await mask(0.5) })).toEqual(['image1', 'image2']);
    expect(lazy({ mask: await mask(0.5), image1: IMAGE, image2: IMAGE })).toEqual([]);
  });

  it('TestMixedExpansionReturns expands above 0.2 only', async () => {
    expect((await runNode('TestMixedExpansionReturns', { input1: 0.1 })).outputs).toHaveLength(2);
    const { expand } = await runNode('TestMixedExpansionReturns', { input1: 0.4 });
    expect(Object.values(expand?.graph ?? {}).map((node) => node.class_type)).toEqual([
      'StubMask',
      'StubImage',
      'StubImage',
      'TestLazyMixImages',
    ]);
    expect(expand?.outputs[0]).toEqual(['4', 0]);
  });

  it('TestSleep waits on the injected clock', async () => {
    const context = createTestContext();
    expect(await firstOutput('TestSleep', { value: 'x', seconds: 2 }, context)).toBe('x');
    expect(context.sleeps).toEqual([2000]);
  });

  it('TestBigText and TestManyOutputs are as big as asked', async () => {
    expect(((await firstOutput('TestBigText', { kilobytes: 3 })) as string).length).toBe(3072);
    const { outputs, ui } = await runNode('TestManyOutputs', { images: 12, filename_prefix: 'many' });
    expect([outputs?.length, ui?.['images']?.length]).toEqual([48, 12]);
  });

  it('stub images have the asked content', async () => {
    const white = (await firstOutput('StubImage', { content: 'WHITE', height: 2, width: 3, batch_size: 2 })) as ImageBatch;
    expect([white.width, white.height, white.frames.length, white.frames[0]?.data[0]]).toEqual([3, 2, 2, 255]);
  });
});
