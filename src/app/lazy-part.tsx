import { use, type ComponentType } from 'react';

/** A part of the page in a chunk of its own; suspends while it is fetched. */
export interface LazyPart<Props extends object> {
  readonly Part: ComponentType<Props>;
  /** Fetches it beforehand: it is drawn at once then, where React's own `lazy` would show a fallback first. Never throws. */
  readonly preload: () => Promise<void>;
}

/** @param load imports the chunk; called once, and once more when preloading failed. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  function Part(props: Props) {
    const Shown = use((loading ??= load()));
    return <Shown {...props} />;
  }
  return {
    Part,
    preload: async () => {
      try {
        const value = await (loading ??= load());
        // What `use` itself notes on a promise it has waited for; it does not wait for one that says so.
        void Object.assign(loading, { status: 'fulfilled', value });
      } catch {
        loading = null;
      }
    },
  };
}
