import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { texts as t } from '../texts';

const PLUGINS = [remarkGfm];

/** Addresses a note may lead to: other pages and mail, nothing that runs and nothing inside this page. */
function toSafeUrl(url: string): string {
  return /^(?:https?:|mailto:)/i.test(url.trim()) ? url : '';
}

/** Pictures of a note lie on servers that would learn of everyone who opens the workflow: they are named, not loaded. */
const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href === undefined || href === '' ? (
      <span>{children}</span>
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer" className="nodrag nopan text-accent underline">
        {children}
      </a>
    ),
  img: ({ alt, src }) => {
    const name = t.notePicture({ name: alt === undefined || alt === '' ? '' : alt });
    return typeof src === 'string' && src !== '' ? (
      <a href={src} target="_blank" rel="noopener noreferrer" className="nodrag nopan text-accent underline">
        {name}
      </a>
    ) : (
      <span>{name}</span>
    );
  },
  input: ({ checked }) => <span>{checked === true ? '☑ ' : '☐ '}</span>,
};

const LOOK = [
  'break-words [&>*:first-child]:mt-0 [&>*]:my-1.5',
  '[&_:is(h1,h2)]:text-title [&_:is(h1,h2,h3,h4,h5,h6)]:font-semibold',
  '[&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:pl-5',
  '[&_code]:rounded-control [&_code]:bg-sunken [&_code]:px-1 [&_:is(code,pre)]:font-mono [&_pre]:overflow-x-auto [&_pre]:bg-sunken [&_pre]:p-2',
  '[&_blockquote]:border-l-2 [&_blockquote]:border-border-strong [&_blockquote]:pl-2 [&_blockquote]:text-muted',
  '[&_table]:border-collapse [&_:is(th,td)]:border [&_:is(th,td)]:border-border-strong [&_:is(th,td)]:px-1.5 [&_hr]:border-border-strong',
].join(' ');

/** Markdown as it is meant to be read. Raw HTML stays text; links open beside the page. */
export function MarkdownText({ text }: { readonly text: string }) {
  return (
    <div className={LOOK}>
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={toSafeUrl}>
        {text}
      </Markdown>
    </div>
  );
}
