import { Suspense, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { describe, expect, it, vi } from 'vitest';
import { lazyPart } from './lazy-part';

function Greeting({ name }: { readonly name: string }) {
  return <p>Hello {name}</p>;
}

/** Drawn as the page does it: what waits inside `act` never goes on. */
function show(Part: ComponentType<{ name: string }>): { readonly text: () => string | null } {
  const element = document.createElement('div');
  createRoot(element).render(
    <Suspense fallback="wait">
      <Part name="Ada" />
    </Suspense>,
  );
  return { text: () => element.textContent };
}

describe('a part in a chunk of its own', () => {
  it('shows the fallback until it has arrived', async () => {
    let arrive: (part: typeof Greeting) => void = () => undefined;
    const { text } = show(lazyPart(() => new Promise<typeof Greeting>((resolve) => (arrive = resolve))).Part);
    await vi.waitFor(() => expect(text()).toBe('wait'));
    arrive(Greeting);
    await vi.waitFor(() => expect(text()).toBe('Hello Ada'));
  });

  it('is drawn without a fallback when it was fetched beforehand, and fetched once', async () => {
    const load = vi.fn(() => Promise.resolve(Greeting));
    const { Part, preload } = lazyPart(load);
    await preload();
    await preload();
    const { text } = show(Part);
    await vi.waitFor(() => expect(text()).not.toBe(''));
    expect(text()).toBe('Hello Ada');
    expect(load).toHaveBeenCalledOnce();
  });

  it('is fetched when it is shown although fetching it beforehand failed', async () => {
    const load = vi.fn(() => Promise.resolve(Greeting)).mockRejectedValueOnce(new Error('offline'));
    const { Part, preload } = lazyPart(load);
    await preload();
    const { text } = show(Part);
    await vi.waitFor(() => expect(text()).toBe('Hello Ada'));
  });
});
