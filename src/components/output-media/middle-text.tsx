import clsx from 'clsx';

/** Characters of a name that always show: the number and the file type stand there. */
const TAIL_LENGTH = 10;

/** One line of text that is cut in its middle where it does not fit. The whole of it stays in the page for readers and search. */
export function MiddleText({ text, className }: { readonly text: string; readonly className?: string }) {
  const cut = Math.max(0, text.length - TAIL_LENGTH);
  return (
    <span title={text} className={clsx('flex min-w-0 whitespace-pre', className)}>
      <span className="truncate">{text.slice(0, cut)}</span>
      <span className={clsx(cut > 0 && 'shrink-0')}>{text.slice(cut)}</span>
    </span>
  );
}
