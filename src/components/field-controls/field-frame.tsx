import { useId, type ReactNode } from 'react';

/** Classes that keep the canvas from taking a control's gestures. The wheel is the canvas's, except over what scrolls itself. */
export const OWN_GESTURES = 'nodrag nopan';

/** The look of a one-line field. The focus ring lies inside: rows of a node cut off what reaches beyond them. */
export const FIELD =
  'focus-visible:-outline-offset-1! h-6 w-full min-w-0 rounded-control border border-border-strong bg-sunken px-1.5 text-text disabled:cursor-not-allowed disabled:border-border disabled:text-faint aria-invalid:border-danger pointer-coarse:h-11';

export interface FrameProps {
  readonly problem: string | undefined;
  readonly className?: string;
  /** Draws the control; spread the attributes on the focusable element. */
  readonly children: (attributes: { 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }) => ReactNode;
}

/** A control with the worded problem of its input below it. */
export function FieldFrame({ problem, className, children }: FrameProps) {
  const problemId = useId();
  const hasProblem = problem !== undefined;
  return (
    <div className={className ?? 'w-full min-w-0'}>
      {children({ 'aria-invalid': hasProblem || undefined, 'aria-describedby': hasProblem ? problemId : undefined })}
      {hasProblem && (
        <p id={problemId} className="mt-0.5 text-secondary break-words text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
