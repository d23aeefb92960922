import { ApiError, type AppError } from '@/lib/errors';
import { defineTexts } from '@/lib/texts';
import { SecretsBlankedError } from '@/session/submit-prompt';

const t = defineTexts({
  network: 'The server cannot be reached. Check that ComfyUI is running and that its address is right.',
  timeout: 'The server took too long to answer.',
  aborted: 'The request was cancelled.',
  decode: 'The address answers, but not as ComfyUI does. Check that it is the right server and no login page stands before it.',
  forbidden:
    'The server refuses this page (403). Open the page at the address the server is reached by, or start ComfyUI with --enable-cors-header.',
  unauthorized: 'The server asks for a sign-in (401).',
  notFound: 'The server does not have this (404).',
  tooLarge: 'The server takes no body this large (413).',
  serverFault: ({ status }: { status: number }) => `The server failed (${status}). Its log says why.`,
  refused: ({ status }: { status: number }) => `The server refused (${status}).`,
  secretsBlanked: ({ inputs }: { inputs: string }) =>
    `What may be a secret is not kept over a reload, so ${inputs} is empty now. Open its workflow, fill it in, and run that.`,
  unexpected: ({ message }: { message: string }) => `Unexpected: ${message}`,
});

/** What went wrong with a request, for people: what happened and what to do. A proxy's own one-line reason is shown as it is. */
export function wordFailure(error: AppError | Error): string {
  if (error instanceof SecretsBlankedError) return t.secretsBlanked({ inputs: error.inputs.join(', ') });
  if (!(error instanceof ApiError)) return t.unexpected({ message: error.message });
  if (error.code !== 'http') return t[error.code];
  return wordStatus(error);
}

function wordStatus({ status, body }: ApiError): string {
  const firstLine = body.split('\n')[0]?.trim() ?? '';
  if (status === 502 && firstLine !== '' && !firstLine.startsWith('<')) return firstLine;
  if (status === 401) return t.unauthorized;
  if (status === 403) return t.forbidden;
  if (status === 404) return t.notFound;
  if (status === 413) return t.tooLarge;
  return status >= 500 ? t.serverFault({ status }) : t.refused({ status });
}
