import clsx from 'clsx';
import { socketCss } from '../sockets/socket-color';
import type { EntrySocket, NodeEntry } from './node-entries';
import { t } from './texts';

/** What a node type is, takes and gives, and what the server says about it. */
export function EntryDetails({ entry, className }: { readonly entry: NodeEntry; readonly className?: string }) {
  return (
    <aside className={clsx('flex flex-col gap-3 overflow-auto', className)} aria-label={entry.displayName}>
      <div>
        <p className="font-semibold break-words">{entry.displayName}</p>
        {entry.name !== entry.displayName && <p className="font-mono text-secondary break-all text-faint">{entry.name}</p>}
        <EntryMarks entry={entry} />
      </div>
      <p className={clsx('text-secondary break-words', entry.description === '' ? 'text-faint' : 'text-muted')}>
        {entry.description === '' ? t.noDescription : entry.description}
      </p>
      <SocketList title={t.inputs} sockets={entry.inputs} />
      <SocketList title={t.outputs} sockets={entry.outputs} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-secondary">
        <dt className="text-faint">{t.category}</dt>
        <dd className="break-words">{entry.category === '' ? '–' : entry.category}</dd>
        <dt className="text-faint">{t.pack}</dt>
        <dd className="break-words">{entry.pack}</dd>
      </dl>
    </aside>
  );
}

function EntryMarks({ entry }: { readonly entry: NodeEntry }) {
  const marks = [
    entry.isDeprecated ? t.deprecated : null,
    entry.nodeType?.isExperimental === true ? t.experimental : null,
    entry.nodeType?.isApiNode === true ? t.apiNode : null,
  ].filter((mark) => mark !== null);
  return marks.length === 0 ? null : <p className="text-secondary text-warning">{marks.join(' · ')}</p>;
}

function SocketList({ title, sockets }: { readonly title: string; readonly sockets: readonly EntrySocket[] }) {
  if (sockets.length === 0) return null;
  return (
    <div>
      <p className="text-secondary text-faint">{title}</p>
      <ul>
        {sockets.map(({ name, type, isRequired }, index) => (
          <li key={index} className="flex items-center gap-2 text-secondary">
            <span
              aria-hidden
              className="size-2.5 shrink-0 rounded-full outline-1 outline-border-strong"
              style={{ backgroundColor: socketCss(type) }}
            />
            <span className={clsx('min-w-0 truncate', isRequired && 'font-semibold')} title={name}>
              {name === '' ? type : name}
            </span>
            {name !== '' && name !== type && (
              <span className="ml-auto max-w-[50%] shrink-0 truncate text-faint" title={type}>
                {type}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
