import { useQuery } from '@tanstack/react-query';
import { wordFailure } from '@/components/server-failure/word-failure';
import { formatBytes } from '@/lib/format';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { stringifyExactJson } from '@/lib/exact-json';
import { featuresQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { ErrorState, Skeleton } from '@/ui/states';
import { Section, SectionNote } from './section';
import { t } from './texts';

/** What the server says it can do; flags this page has no words for are shown by their names. */
export function FeaturesSection() {
  const { data, error, refetch } = useQuery(featuresQuery(useSession()));
  return (
    <Section title={t.features}>
      {data === undefined && error !== null && (
        <ErrorState title={t.featuresFailed} detail={wordFailure(error)} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <div role="status" aria-label={t.featuresLoading}>
          <Skeleton className="h-16" />
        </div>
      )}
      {data === null && <SectionNote>{t.featuresMissing}</SectionNote>}
      {data !== undefined && data !== null && (
        <dl>
          {toFlags(data.raw).map(({ name, value }) => (
            <div key={name} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
              <dt className="min-w-0 flex-1 break-words">
                {wordFlag(name)}
                {wordFlag(name) !== name && <span className="ml-2 font-mono text-secondary text-muted">{name}</span>}
              </dt>
              <dd className="tabular-nums">{wordValue(name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

interface Flag {
  readonly name: string;
  readonly value: JsonValue;
}

/** Nested flags by their whole path. */
function toFlags(flags: JsonObject, prefix = ''): readonly Flag[] {
  return Object.entries(flags).flatMap(([key, value]): readonly Flag[] => {
    const name = `${prefix}${key}`;
    return isJsonObject(value) ? toFlags(value, `${name}.`) : [{ name, value }];
  });
}

const WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      'supports_preview_metadata',
      'supports_model_type_tags',
      'max_upload_size',
      'extension.manager.supports_v4',
      'node_replacements',
      'assets',
    ] as const
  ).map((name) => [name, t[name]]),
);

function wordFlag(name: string): string {
  return WORDS.get(name) ?? name;
}

function wordValue(name: string, value: JsonValue): string {
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (name === 'max_upload_size' && typeof value === 'number') return formatBytes(value);
  return typeof value === 'string' ? value : stringifyExactJson(value);
}
