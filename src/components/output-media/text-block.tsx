import clsx from 'clsx';

export interface TextBlockProps {
  readonly label: string;
  readonly text: string;
  /** Long lines wrap; else they scroll. */
  readonly isWrapped: boolean;
  readonly className?: string;
}

/** Text of a server or a file, as it is. It scrolls, by the keyboard too. */
export function TextBlock({ label, text, isWrapped, className }: TextBlockProps) {
  return (
    <pre
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard
      tabIndex={0}
      className={clsx(
        'overflow-auto rounded-control bg-sunken p-2 font-mono text-secondary select-text',
        isWrapped ? 'break-words whitespace-pre-wrap' : 'whitespace-pre',
        className,
      )}
    >
      {text}
    </pre>
  );
}
