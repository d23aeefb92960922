import { defineTexts } from '@/lib/texts';

/** Texts of choosing and making users. */
export const t = defineTexts({
  users: 'Users',
  you: 'you',
  listFailed: 'The users could not be listed',
  loading: 'Reading the users',
  about: 'Workflows, settings and files on the server are kept for each user. The queue, the history and all pictures are shared.',
  noneYet: 'This server has no users yet',
  noneYetHint: 'Make the first one below; it is chosen at once.',
  switch: 'Switch',
  switchTo: ({ name }: { name: string }) => `Switch to ${name}`,
  cannotBeSent: 'A browser cannot send this user’s id. Rename the user in users.json on the server.',
  newUser: 'New user',
  name: 'Name',
  create: 'Create user',
  nameNeeded: 'Give the user a name.',
  nameTaken: ({ name }: { name: string }) => `There is a user called “${name}” already. Choose another name, or switch to that user.`,
  nameReserved: 'A name cannot begin with two underscores.',
  refused: ({ reason }: { reason: string }) => `The server refused: ${reason}`,
  created: ({ name }: { name: string }) => `User ${name} was created`,
  singleTitle: 'This server has one user',
  singleHint: 'Start ComfyUI with --multi-user to keep workflows, settings and files of several people apart.',
  singleReason: 'This server keeps no users apart: it runs without --multi-user',
  switchNote: 'The page reloads. What is open here stays with the present user and comes back with them.',
  unsaved: ({ names }: { names: string }) => `This browser keeps no drafts, so switching would lose unsaved work. Save first: ${names}.`,
});
