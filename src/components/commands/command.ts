import type { Session } from '@/session/session';
import type { Workspace } from '@/workspace/workspace';

/** What a command may use; built once by `app`. */
export interface CommandContext {
  readonly session: Session;
  readonly workspace: Workspace;
  /** Goes to a hash route, e.g. `/queue`. */
  readonly navigate: (path: string) => void;
  /** Shows a short message to the user (toast and live region). */
  readonly announce: (message: string, tone?: 'info' | 'success' | 'danger') => void;
}

/** What a command asks for before it runs; the palette asks, and hands it on as text. */
export type CommandArgument = { readonly label: string } & (
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly current?: (context: CommandContext) => number }
  | { readonly kind: 'choice'; readonly choices: (context: CommandContext) => readonly CommandChoice[] }
);

export interface CommandChoice {
  readonly id: string;
  readonly title: string;
}

/** One user command: palette, shortcuts, menus and help read this object. Lives in its feature's `commands.ts`. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keywords?: readonly string[];
  /** tinykeys syntax, e.g. `$mod+Enter`; absent = palette only. */
  readonly shortcut?: string;
  /** The browser itself acts on these keys; other ones would only come beside them. */
  readonly hasFixedKeys?: boolean;
  /** Whether the shortcut also works while typing in a field. */
  readonly worksInFields?: boolean;
  readonly isEnabled?: (context: CommandContext) => boolean;
  /** Such a command runs from the palette only: it has no shortcut and stands in no menu. */
  readonly argument?: CommandArgument;
  /** `argument`: a whole number in its range, or the id of a choice; absent for commands that ask for nothing. */
  readonly run: (context: CommandContext, argument?: string) => void | Promise<void>;
}
