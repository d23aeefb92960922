import type { Command } from '@/components/commands/command';
import { runCommands } from '@/components/run-workflow/commands';
import { saveCommands } from '@/components/save-workflow/commands';
import { commands as loopCommands } from '@/features/auto-queue';
import { commands as differenceCommands } from '@/features/difference';
import { commands as galleryCommands } from '@/features/gallery';
import { commands as historyCommands } from '@/features/history';
import { commands as queueCommands } from '@/features/queue';
import { commands as serverCommands } from '@/features/server';
import { commands as shareCommands } from '@/features/share';
import { commands as variationCommands } from '@/features/variations';
import { appCommands } from './app-commands';

/** What can be done anywhere on the page; the graph's own commands come with its chunk. */
export const PAGE_COMMANDS: readonly Command[] = [
  ...appCommands,
  ...runCommands,
  ...loopCommands,
  ...saveCommands,
  ...differenceCommands,
  ...queueCommands,
  ...historyCommands,
  ...galleryCommands,
  ...serverCommands,
  ...shareCommands,
  ...variationCommands,
];
