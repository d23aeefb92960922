import { useQuery } from '@tanstack/react-query';
import { formatMemory } from '@/lib/format';
import type { SystemStats } from '@/protocol/system';
import { systemStatsQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { toUsed } from '@/session/usage-history';
import { t } from '../texts';

/** More devices than these would be too small to read. */
const DEVICES = 6;

interface Gauge {
  readonly key: string;
  readonly name: string;
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** How much memory the server's devices have left, and which server it is. */
export function HealthTile({ size }: { readonly size: 'small' | 'large' }) {
  const session = useSession();
  const { data, isError } = useQuery(systemStatsQuery(session));
  const version = data?.comfyuiVersion ?? null;
  const gauges = data === undefined ? [] : toGauges(data);
  return (
    <section aria-label={t.health} className="flex min-h-0 min-w-0 flex-col gap-[0.4em]">
      <h2 className="flex items-baseline gap-[0.6em] font-semibold">
        {t.health}
        {version !== null && <span className="text-[0.75em] font-normal text-muted">{t.version({ version })}</span>}
      </h2>
      {gauges.length === 0 && <p className="text-muted">{isError || data !== undefined ? t.healthRefused : t.healthUnknown}</p>}
      <ul className={size === 'large' ? 'flex flex-1 flex-col justify-evenly gap-[0.8em]' : 'flex flex-col gap-[0.3em]'}>
        {gauges.map((gauge) => (
          <GaugeRow key={gauge.key} gauge={gauge} size={size} />
        ))}
      </ul>
    </section>
  );
}

function GaugeRow({ gauge: { name, usedBytes, totalBytes }, size }: { readonly gauge: Gauge; readonly size: 'small' | 'large' }) {
  const share = Math.min(1, usedBytes / totalBytes);
  const percent = Math.round(share * 100);
  const words = t.usedOf({ used: formatMemory(usedBytes), total: formatMemory(totalBytes) });
  return (
    <li className="flex min-w-0 flex-col gap-[0.2em]">
      <div className="flex min-w-0 items-baseline gap-[0.6em]">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="shrink-0 text-[0.75em] whitespace-nowrap text-muted tabular-nums">{words}</span>
        <span className={`shrink-0 font-semibold tabular-nums ${size === 'large' ? 'text-[2.6em] leading-none' : ''}`}>
          {t.percent({ percent })}
        </span>
      </div>
      <div
        role="meter"
        aria-label={t.usageOf({ name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className={`overflow-hidden rounded-full bg-sunken ${size === 'large' ? 'h-[0.5em]' : 'h-[0.3em]'}`}
      >
        <div className="h-full w-full origin-left bg-accent" style={{ transform: `scaleX(${share})` }} />
      </div>
    </li>
  );
}

function toGauges({ devices, ramTotalBytes, ramFreeBytes }: SystemStats): readonly Gauge[] {
  const ofDevices = devices.slice(0, DEVICES).flatMap(({ name, type, index, vramTotalBytes, vramFreeBytes }): readonly Gauge[] => {
    const usedBytes = toUsed(vramTotalBytes, vramFreeBytes);
    // ComfyUI reports the machine's own memory as that of a processor.
    if (type === 'cpu' || usedBytes === null || vramTotalBytes === null) return [];
    return [{ key: `${type} ${index}`, name: shortName(name), usedBytes, totalBytes: vramTotalBytes }];
  });
  const usedBytes = toUsed(ramTotalBytes, ramFreeBytes);
  if (usedBytes === null || ramTotalBytes === null) return ofDevices;
  return [...ofDevices, { key: 'machine', name: t.memory, usedBytes, totalBytes: ramTotalBytes }];
}

/** `cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync` without what only programmers read. */
function shortName(name: string): string {
  return name.replace(/ : \w+$/, '').replace(/^(\w+:\d+) NVIDIA /, '$1 ');
}
