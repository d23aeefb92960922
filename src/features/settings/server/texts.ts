import { defineTexts, plural } from '@/lib/texts';
import type { SettingKind } from './setting-kind';

/** Texts of the server's settings. */
export const t = defineTexts({
  title: 'Server settings',
  list: 'Settings of the server',
  search: 'Search settings',
  searchHint: 'Search by id or value',
  count: ({ shown, all }: { shown: number; all: number }) =>
    shown === all ? plural(all, 'setting', 'settings') : `${shown} of ${plural(all, 'setting', 'settings')}`,
  add: 'Add setting',
  loading: 'Reading the settings',
  failed: 'The settings of the server could not be read',
  failedBeside: ({ reason }: { reason: string }) => `Not read again: ${reason}`,
  empty: 'The server keeps no settings yet',
  emptyHint: 'ComfyUI’s own page and its extensions keep theirs here as soon as one is changed. You can add one by its id.',
  noMatch: ({ search }: { search: string }) => `No setting holds “${search}”`,
  unset: 'not set',
  edit: ({ id }: { id: string }) => `Edit ${id}`,
  turnOn: ({ id }: { id: string }) => id,
  reset: ({ id }: { id: string }) => `Reset ${id}`,
  resetNothing: 'This setting is not set',
  resetTitle: ({ id }: { id: string }) => `Reset ${id}?`,
  resetText: 'Its value becomes null, so that whoever reads it uses the default. The server cannot remove it from the list.',
  resetConfirm: 'Reset',
  saved: ({ id }: { id: string }) => `Saved ${id}`,
  notSaved: ({ id, reason }: { id: string; reason: string }) => `${id} was not saved. ${reason}`,
  changedBySomeone: ({ id, now }: { id: string; now: string }) => `${id} was changed elsewhere to ${now}. Nothing was saved.`,
  id: 'Id',
  idNeeded: 'Give the setting an id, e.g. Comfy.LinkRenderMode.',
  idTaken: 'There is a setting with this id. Edit that one instead.',
  kind: 'Kind of value',
  value: 'Value',
  save: 'Save',
  cancel: 'Cancel',
  changedTitle: 'Changed elsewhere meanwhile',
  changedText: 'On the server it is now:',
  saveMine: 'Save mine anyway',
  takeTheirs: 'Take the server’s',
  on: 'On',
});

/** What a kind of value is called. */
export const kindTexts: Readonly<Record<SettingKind, string>> = defineTexts({
  boolean: 'On or off',
  number: 'Number',
  text: 'Text',
  json: 'JSON',
});

/** Why a draft is no value of its kind. */
export const draftProblems: Readonly<Record<SettingKind, string>> = defineTexts({
  boolean: 'Choose on or off.',
  number: 'This is no number. Use digits, a point for fractions, e.g. 0.5.',
  text: 'This is no text.',
  json: 'This is no JSON. Texts need quotes: "like this".',
});
