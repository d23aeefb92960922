import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { NOT_FETCHED } from '@/graph/node-types/widget-spec';
import { isJsonObject } from '@/lib/json';
import { remoteChoicesQuery } from '@/session/queries/node-types';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { wordFailure } from '../server-failure/word-failure';
import { ComboField } from './combo-field';
import type { FieldProps } from './field-props';
import { t } from './texts';
import { UploadField } from './upload-field';

export type RemoteFieldProps = FieldProps & { readonly combo: Extract<WidgetSpec, { kind: 'combo' }>; readonly route: string };

/**
 * One of a list that the server answers at a route of its own. The button fetches it again and then chooses its first or last entry,
 * if the definition says so. A route of another host is not asked.
 */
export function RemoteField({ combo, route, ...props }: RemoteFieldProps) {
  const session = useSession();
  const isOurs = /^\/(?!\/)/.test(route);
  const { data, error, isFetching, refetch } = useQuery({ ...remoteChoicesQuery(session, route), enabled: isOurs });
  const choices = data ?? combo.options;
  const value = props.value === NOT_FETCHED ? null : props.value;
  const reason = isOurs ? error && t.listNotFetched({ reason: wordFailure(error) }) : t.listElsewhere({ route });
  const problem = props.problem ?? reason ?? undefined;

  const refresh = async (): Promise<void> => {
    const { data: fetched, isSuccess } = await refetch();
    const chosen = isSuccess ? chosenAfterRefresh(props, fetched) : undefined;
    if (chosen === undefined || chosen === props.value) return;
    props.onChange(chosen);
    props.onCommit();
  };
  const field =
    combo.upload === null ? (
      <ComboField {...props} value={value} problem={problem} choices={choices} isOpenList={data === undefined} />
    ) : (
      <UploadField {...props} value={value} problem={problem} combo={{ ...combo, options: choices }} kind={combo.upload} />
    );
  if (combo.hasRefreshButton !== true) return field;
  return (
    <div className="flex h-full w-full min-w-0 items-start gap-1">
      <div className="h-full min-w-0 flex-1">{field}</div>
      <IconButton
        label={t.fetchList({ label: props.label })}
        disabled={props.isLinked || isFetching || !isOurs}
        onClick={() => void refresh()}
      >
        <RefreshCw size={14} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

function chosenAfterRefresh({ spec }: FieldProps, choices: readonly FieldProps['value'][]): FieldProps['value'] | undefined {
  const remote = spec.options['remote'];
  const wanted = isJsonObject(remote) ? remote['control_after_refresh'] : undefined;
  if (wanted === 'first') return choices[0];
  return wanted === 'last' ? choices.at(-1) : undefined;
}
