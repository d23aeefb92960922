import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';
import { useNow } from '@/components/job-row/use-now';
import { formatDuration } from '@/lib/format';
import type { SystemStats } from '@/protocol/system';
import { logQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { useLive } from '@/session/use-live';
import { hideSecrets } from './hide-secrets';
import { Section } from './section';
import { t } from './texts';

/** Versions, packages, command line, and since when it runs as far as that can be known. */
export function AboutSection({ stats }: { readonly stats: SystemStats }) {
  const { client } = useSession();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.address, client.base.http],
    [t.version, stats.comfyuiVersion ?? t.unknown],
    [t.python, stats.pythonVersion ?? t.unknown],
    [t.pytorch, stats.pytorchVersion ?? t.unknown],
    [t.system, stats.os === '' ? t.unknown : stats.os],
    ...(stats.deployEnvironment === null ? [] : ([[t.install, stats.deployEnvironment]] as const)),
    ...(stats.requiredFrontendVersion === null ? [] : ([[t.frontend, stats.requiredFrontendVersion]] as const)),
    [t.since, <Since key="since" />],
  ];
  const argv = hideSecrets(stats.argv);
  return (
    <Section title={t.about}>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {argv.length > 0 && (
        <div className="mt-3">
          <div className="flex items-center gap-2 text-muted">
            <h4 className="flex-1">{t.arguments}</h4>
            <CopyButton label={t.copyArguments} value={argv.join(' ')} />
          </div>
          <p className="rounded-control bg-sunken p-2 font-mono text-secondary break-words">{argv.join(' ')}</p>
        </div>
      )}
      {stats.packages.length > 0 && <Packages packages={stats.packages} />}
    </Section>
  );
}

function Packages({ packages }: Pick<SystemStats, 'packages'>) {
  return (
    <table className="mt-3 w-full text-left">
      <caption className="text-left text-muted">{t.packages}</caption>
      <thead className="text-secondary text-muted">
        <tr>
          <th className="font-normal">{t.packageName}</th>
          <th className="font-normal">{t.installed}</th>
          <th className="font-normal">{t.required}</th>
        </tr>
      </thead>
      <tbody>
        {packages.map(({ name, installed, required }) => (
          <tr key={name}>
            <td className="pr-2 break-words">{name}</td>
            <td className={`pr-2 tabular-nums ${installed !== null && required !== null && installed !== required ? 'text-warning' : ''}`}>
              {installed ?? t.none}
            </td>
            <td className="tabular-nums">{required ?? t.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** ComfyUI keeps this many lines: a shorter log begins where the process began. Source: ComfyUI `app/logger.py` setup_logger. */
const LOG_CAPACITY = 300;

/** No route tells it; the log and what this page saw do. */
function Since() {
  const { data } = useQuery({ ...logQuery(useSession()), enabled: false });
  const restart = useLive((state) => state.restart);
  const first = data?.entries[0];
  const at = first === undefined ? null : toMoment(first.t);
  return (
    <>
      {at === null ? t.unknown : (data?.entries.length ?? 0) < LOG_CAPACITY ? t.sinceAt({ at }) : t.sinceAtLeast({ at })}
      {restart !== null && <RestartedAgo foundAtMs={restart.foundAtMs} />}
    </>
  );
}

function RestartedAgo({ foundAtMs }: { readonly foundAtMs: number }) {
  const { monotonicMs } = useNow();
  return <span className="block tabular-nums">{t.restarted({ ago: formatDuration(monotonicMs - foundAtMs) })}</span>;
}

/** The server's local time has no zone: it is shown as it stands. */
function toMoment(serverTime: string): string | null {
  const at = new Date(serverTime);
  if (Number.isNaN(at.getTime())) return null;
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}
