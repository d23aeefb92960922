import clsx from 'clsx';
import { t } from './texts';

export interface ProgressBarProps {
  readonly label: string;
  /** 0…1; null = going on, share unknown. */
  readonly share: number | null;
  readonly className?: string;
}

/** A thin bar with role `progressbar` and a text value. */
export function ProgressBar({ label, share, className }: ProgressBarProps) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={percent === undefined ? undefined : t.percent({ percent })}
      className={clsx('h-1.5 overflow-hidden rounded-full bg-sunken', className)}
    >
      <div
        className={clsx('h-full w-full origin-left bg-accent', share === null && 'animate-pulse')}
        style={{ transform: `scaleX(${share ?? 0.3})` }}
      />
    </div>
  );
}
