import { useEffect } from 'react';
import { useStore } from 'zustand';
import { formatMemory } from '@/lib/format';
import type { ServerDevice, SystemStats } from '@/protocol/system';
import { useSession } from '@/session/session-provider';
import { deviceKey, MACHINE, toUsed } from '@/session/usage-history';
import type { UsageHistory } from '@/session/usage-history';
import { Section, SectionNote } from './section';
import { t } from './texts';
import { UsageChart } from './usage-chart';

/** Memory of the machine and of each device over the last hour. */
export function MemorySection({ stats }: { readonly stats: SystemStats }) {
  const { usage, measureUsage } = useSession();
  const samples = useStore(usage);
  // Synchronises with the session: who has looked once finds the time in between when coming back.
  useEffect(measureUsage, [measureUsage]);
  const nowMs = samples.at(-1)?.atMs ?? 0;
  const used = toUsed(stats.ramTotalBytes, stats.ramFreeBytes);
  const { ramTotalBytes, devices } = stats;
  const isUnknown = used === null && devices.every((device) => device.vramTotalBytes === null);
  return (
    <Section title={t.memory}>
      {devices.map((device) => (
        <Device key={deviceKey(device)} device={device} samples={samples} nowMs={nowMs} />
      ))}
      {used !== null && ramTotalBytes !== null && (
        <UsageChart name={t.machine} seriesKey={MACHINE} samples={samples} totalBytes={ramTotalBytes} usedBytes={used} nowMs={nowMs} />
      )}
      <SectionNote>{isUnknown ? t.memoryUnknown : t.measuredHere}</SectionNote>
    </Section>
  );
}

interface DeviceProps {
  readonly device: ServerDevice;
  readonly samples: UsageHistory;
  readonly nowMs: number;
}

function Device({ device, samples, nowMs }: DeviceProps) {
  const { name, type, vramTotalBytes, vramFreeBytes, torchVramTotalBytes, torchVramFreeBytes } = device;
  const used = toUsed(vramTotalBytes, vramFreeBytes);
  // ComfyUI reports the machine's own memory as that of a processor.
  if (type === 'cpu' || used === null || vramTotalBytes === null) {
    return (
      <p className="mb-3">
        <span>{name}</span> <span className="text-secondary text-muted">{type === 'cpu' ? t.sharesMemory : t.memoryUnknown}</span>
      </p>
    );
  }
  return (
    <div className="mb-3">
      <UsageChart name={name} seriesKey={deviceKey(device)} samples={samples} totalBytes={vramTotalBytes} usedBytes={used} nowMs={nowMs} />
      {torchVramTotalBytes !== null && torchVramFreeBytes !== null && (
        <SectionNote>{t.torch({ held: formatMemory(torchVramTotalBytes), free: formatMemory(torchVramFreeBytes) })}</SectionNote>
      )}
    </div>
  );
}
