/** LoRAs, and embeddings, of one picture that are looked at; people use a handful. */
export const MAX_NAMES = 50;

/** A LoRA by its bare name, and its strengths. */
export interface Lora {
  readonly name: string;
  readonly model: number;
  readonly clip: number;
}

/** Takes A1111's tags out of a prompt: `<lora:name>`, `<lora:name:0.8>`, `<lora:name:0.8:0.6>` (strength for the model, then for CLIP). */
export function takeLoras(text: string): { readonly text: string; readonly loras: readonly Lora[] } {
  const loras: Lora[] = [];
  const rest = text.replace(
    /<(?:lora|lyco):([^:<>]{1,300})(?::([^:<>]{0,40}))?(?::([^<>]{0,80}))?>/gi,
    (_, name: string, first?: string, second?: string) => {
      const model = strengthOf(first, 1);
      loras.push({ name, model, clip: strengthOf(second, model) });
      return '';
    },
  );
  return {
    text:
      loras.length === 0
        ? text
        : rest
            .replace(/[ \t]{2,}/g, ' ')
            .replace(/(?:,[ \t]*)+$/, '')
            .trim(),
    loras,
  };
}

function strengthOf(text: string | undefined, fallback: number): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : fallback;
}

/**
 * A1111 knows embeddings by their bare name and lists those it used; ComfyUI wants `embedding:` before them.
 * @param list `name: hash, name: hash`.
 */
export function nameEmbeddings(text: string, list: string): string {
  const names = new Set(list.split(',').map((entry) => entry.split(':')[0]?.trim() ?? ''));
  names.delete('');
  return [...names].slice(0, MAX_NAMES).reduce((named, name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return named.replace(new RegExp(`(?<![\\w:-])${escaped}(?![\\w-])`, 'g'), () => `embedding:${name}`);
  }, text);
}
