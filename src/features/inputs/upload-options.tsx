import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { formatBytes } from '@/lib/format';
import { featuresQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { t } from './texts';
import type { PictureChoice } from './upload/prepare-picture';

export interface UploadSettings {
  readonly picture: PictureChoice;
  /** Below the input folder; empty = in it. */
  readonly folder: string;
}

export const FIRST_UPLOAD_SETTINGS: UploadSettings = { picture: { maxSidePx: null, format: null }, folder: '' };

const SIDES = [4096, 2048, 1536, 1024, 512] as const;
const FORMATS = ['png', 'jpeg', 'webp'] as const;
const SELECT = 'h-(--control) rounded-control border border-border-strong bg-sunken px-1.5 text-text pointer-coarse:h-11';

/** A folder as the server takes it; null for one that leaves the input folder. */
export function readFolder(text: string): string | null {
  const parts = text.trim().replaceAll('\\', '/').split('/').filter(Boolean);
  if (/^[/\\]/.test(text.trim()) || parts.some((part) => part === '..' || part === '.')) return null;
  return parts.join('/');
}

export interface UploadOptionsProps {
  readonly settings: UploadSettings;
  readonly onChange: (settings: UploadSettings) => void;
  /** Offered as places. */
  readonly folders: readonly string[];
}

/** Where files go, and what is done to pictures before. */
export function UploadOptions({ settings, onChange, folders }: UploadOptionsProps) {
  const { picture, folder } = settings;
  const listId = useId();
  const problemId = useId();
  const limitBytes = useQuery(featuresQuery(useSession())).data?.maxUploadBytes ?? null;
  const isBad = readFolder(folder) === null;
  const change = (next: Partial<PictureChoice>): void => onChange({ ...settings, picture: { ...picture, ...next } });
  return (
    <div className="flex flex-wrap items-end gap-3 text-secondary text-muted">
      <label className="flex min-w-0 flex-col gap-0.5">
        {t.intoFolder}
        <input
          type="text"
          list={listId}
          aria-label={t.intoFolder}
          aria-invalid={isBad || undefined}
          aria-describedby={isBad ? problemId : undefined}
          placeholder={t.intoFolderHint}
          value={folder}
          onChange={(event) => onChange({ ...settings, folder: event.target.value })}
          className={`${SELECT} w-48 placeholder:text-muted aria-invalid:border-danger`}
        />
        <datalist id={listId}>
          {folders.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
      </label>
      <label className="flex flex-col gap-0.5">
        {t.shrinkTo}
        <select
          aria-label={t.shrinkTo}
          value={picture.maxSidePx ?? ''}
          onChange={(event) => change({ maxSidePx: event.target.value === '' ? null : Number(event.target.value) })}
          className={SELECT}
        >
          <option value="">{t.noShrink}</option>
          {SIDES.map((side) => (
            <option key={side} value={side}>
              {t.sidePx({ side })}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-0.5">
        {t.writeAs}
        <select
          aria-label={t.writeAs}
          value={picture.format ?? ''}
          onChange={(event) => change({ format: FORMATS.find((format) => format === event.target.value) ?? null })}
          className={SELECT}
        >
          <option value="">{t.asIs}</option>
          {FORMATS.map((format) => (
            <option key={format} value={format}>
              {t[format]}
            </option>
          ))}
        </select>
      </label>
      <p className="min-w-0 flex-1 basis-60 self-center">
        {isBad && (
          <span id={problemId} role="alert" className="block text-danger">
            {t.badFolder}
          </span>
        )}
        {(picture.maxSidePx !== null || picture.format !== null) && <span className="block">{t.rewriteHint}</span>}
        {limitBytes !== null && <span className="block">{t.limit({ limit: formatBytes(limitBytes) })}</span>}
      </p>
    </div>
  );
}
