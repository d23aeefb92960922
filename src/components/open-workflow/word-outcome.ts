import { wordFailure } from '../server-failure/word-failure';
import type { OpenOutcome } from './open-workflow';
import { t } from './texts';
import { wordFileError } from './word-file-error';

/** What came of opening something, in words. */
export function wordOpenOutcome(outcome: OpenOutcome): { readonly message: string; readonly tone: 'success' | 'info' | 'danger' } {
  const { name } = outcome;
  switch (outcome.kind) {
    case 'opened':
      if (outcome.from === 'parameters') return { message: t.openedParameters({ name }), tone: 'info' };
      if (outcome.oddities > 0) return { message: t.openedOdd({ name, count: outcome.oddities }), tone: 'info' };
      return { message: outcome.from === 'prompt' ? t.openedPrompt({ name }) : t.opened({ name }), tone: 'success' };
    case 'already-open':
      return { message: t.alreadyOpen({ name }), tone: 'info' };
    case 'bad-file':
      return { message: wordFileError(outcome.error, name), tone: 'danger' };
    case 'unreachable':
      return { message: t.unreachable({ name, reason: wordFailure(outcome.error) }), tone: 'danger' };
    case 'no-workflow':
      return { message: t.jobWithoutWorkflow, tone: 'danger' };
  }
}
