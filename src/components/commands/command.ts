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

/** One user command: palette, shortcuts, menus and help read this object. Lives in its feature's `commands.ts`. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keywords?: readonly string[];
  /** tinykeys syntax, e.g. `$mod+Enter`; absent = palette only. */
  readonly shortcut?: string;
  /** Whether the shortcut also works while typing in a field. */
  readonly worksInFields?: boolean;
  readonly isEnabled?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void | Promise<void>;
}
