import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

type Tone = 'plain' | 'accent' | 'danger' | 'quiet';

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'border-border-strong bg-raised text-text hover:bg-sunken',
  accent: 'border-transparent bg-accent text-on-accent hover:opacity-90',
  danger: 'border-danger bg-raised text-danger hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-raised hover:text-text',
};

export type ButtonProps = ComponentProps<'button'> & { readonly tone?: Tone; readonly icon?: ReactNode };

/** A push button with text; `icon` stands before it. A disabled one says why in `title`. */
export function Button({ tone = 'plain', icon, className, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        'inline-flex min-h-(--control) items-center justify-center gap-1.5 rounded-control border px-2.5 whitespace-nowrap',
        'transition-colors duration-quick disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
        TONES[tone],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & { readonly label: string; readonly isPressed?: boolean };

/** A square button with an icon only; `label` is its accessible name and its tooltip. */
export function IconButton({ label, isPressed, className, children, type = 'button', title, ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-pressed={isPressed}
      title={title ?? label}
      className={clsx(
        'inline-flex size-(--control) shrink-0 items-center justify-center rounded-control text-muted hover:bg-raised hover:text-text',
        'transition-colors duration-quick disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:bg-raised aria-pressed:text-accent',
        'pointer-coarse:size-11',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
