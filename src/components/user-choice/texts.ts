import { defineTexts } from '@/lib/texts';

/** Texts that stand where something of a user would be. */
export const t = defineTexts({
  title: 'No user is chosen',
  hint: 'This server keeps settings and files for each user. Choose who you are to see yours.',
  choose: 'Choose user',
});
