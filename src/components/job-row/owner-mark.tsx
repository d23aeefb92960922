import { toOwnerHue } from './owner-color';
import { t } from './texts';

export interface OwnerMarkProps {
  readonly isMine: boolean;
  /** As the sender called itself; null when it did not. */
  readonly name: string | null;
}

/** Whose a job is: a dot in that person's colour and the words. The dot's lightness stands out from the surfaces of both themes. */
export function OwnerMark({ isMine, name }: OwnerMarkProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {name !== null && (
        <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: `oklch(0.62 0.16 ${toOwnerHue(name)})` }} />
      )}
      <span className="truncate">{isMine ? t.mine : name === null ? t.others : t.by({ name })}</span>
    </span>
  );
}
