import { FolderUp, RotateCw, SlidersHorizontal, Upload } from 'lucide-react';
import { useMemo, useRef, useState, type ChangeEvent } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { usePreference } from '@/workspace/use-workspace';
import { DropArea } from './drop-area';
import { InputDetails } from './input-details';
import { filterInputFiles, foldersOf, type InputFile } from './input-files';
import { InputsGrid } from './inputs-grid';
import { t } from './texts';
import { UploadList } from './upload-list';
import { FIRST_UPLOAD_SETTINGS, readFolder, UploadOptions, type UploadSettings } from './upload-options';
import { chosenFiles, type FoundFile } from './upload/dropped-files';
import { uploadsOf } from './upload/uploads-of';
import { UrlImport } from './url-import';
import { useInputFiles, type InputsView } from './use-input-files';

/** What the address says. */
export interface InputsSearch {
  readonly q?: string | undefined;
  /** `.` for the input folder itself. */
  readonly folder?: string | undefined;
  readonly kind?: string | undefined;
  readonly used?: string | undefined;
  readonly file?: string | undefined;
}

export interface InputsPanelProps {
  readonly search: InputsSearch;
  readonly onSearch: (search: InputsSearch) => void;
}

const KINDS = ['image', 'video', 'audio', 'model', 'text', 'file'] as const;

/** All files of the server's input folder, and uploading more. */
export function InputsPanel({ search, onSearch }: InputsPanelProps) {
  const session = useSession();
  const view = useInputFiles();
  const [settings, setSettings] = useState<UploadSettings>(FIRST_UPLOAD_SETTINGS);
  const [hasOptions, setOptions] = useState(false);
  const folders = useMemo(() => foldersOf(view.files), [view.files]);
  const folder = readFolder(settings.folder);
  const upload = (files: readonly FoundFile[]): void => {
    if (folder !== null && files.length > 0) uploadsOf(session).add(files, { folder, picture: settings.picture });
  };
  return (
    <DropArea hint={folder === null || folder === '' ? t.dropHere : t.dropInto({ folder })} onFiles={upload}>
      <Panel
        title={t.inputs}
        actions={
          <>
            <UploadButtons isOff={folder === null} onFiles={upload} />
            <IconButton label={t.options} isPressed={hasOptions} onClick={() => setOptions(!hasOptions)}>
              <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
            <IconButton label={t.refresh} onClick={view.refetch}>
              <RotateCw size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </>
        }
      >
        <div className="flex h-full min-h-0 flex-col">
          {hasOptions && (
            <section
              aria-label={t.options}
              className="flex max-h-[45%] shrink-0 flex-col gap-3 overflow-auto border-b border-border bg-raised px-3 py-2"
            >
              <UploadOptions
                settings={settings}
                onChange={setSettings}
                folders={folders.flatMap(({ path }) => (path === '' ? [] : [path]))}
              />
              <UrlImport folder={folder ?? ''} onLoaded={(file) => onSearch({ ...search, file })} />
            </section>
          )}
          <UploadList />
          <FilterBar files={view.files} folders={folders} search={search} onSearch={onSearch} />
          <StaleNote />
          <Body view={view} search={search} onSearch={onSearch} />
        </div>
      </Panel>
    </DropArea>
  );
}

function UploadButtons({ isOff, onFiles }: { readonly isOff: boolean; readonly onFiles: (files: readonly FoundFile[]) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const handleChange = (event: ChangeEvent<HTMLInputElement>): void => {
    const chosen = chosenFiles(event.target.files ?? []);
    event.target.value = '';
    onFiles(chosen);
  };
  const title = isOff ? t.badFolder : undefined;
  return (
    <>
      <Button
        tone="accent"
        disabled={isOff}
        title={title}
        icon={<Upload size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => files.current?.click()}
      >
        {t.uploadFiles}
      </Button>
      <IconButton
        label={t.uploadFolder}
        disabled={isOff}
        onClick={() => {
          if (folder.current === null) return;
          folder.current.webkitdirectory = true;
          folder.current.click();
        }}
      >
        <FolderUp size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <input ref={files} type="file" multiple hidden aria-label={t.chooseFiles} onChange={handleChange} />
      <input ref={folder} type="file" hidden aria-label={t.chooseFolder} onChange={handleChange} />
    </>
  );
}

interface FilterBarProps extends InputsPanelProps {
  readonly files: readonly InputFile[];
  readonly folders: ReturnType<typeof foldersOf>;
}

function FilterBar({ files, folders, search, onSearch }: FilterBarProps) {
  const folderOptions = [
    { value: '', label: t.allFolders({ count: files.length }) },
    { value: '.', label: t.topFolder({ count: files.filter(({ file }) => file.subfolder === '').length }) },
    ...folders.filter(({ path }) => path !== '').map(({ path, count }) => ({ value: path, label: t.folderChoice({ path, count }) })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
      <div className="flex min-w-48 flex-1">
        <SearchField label={t.search} placeholder={t.searchHint} value={search.q ?? ''} onChange={(q) => onSearch({ ...search, q })} />
      </div>
      {folders.length > 1 && (
        <SelectField
          label={t.folder}
          value={search.folder ?? ''}
          options={folderOptions}
          onChange={(folder) => onSearch({ ...search, folder })}
        />
      )}
      <SelectField
        label={t.kind}
        value={search.kind ?? ''}
        options={[{ value: '', label: t.anyKind }, ...KINDS.map((kind) => ({ value: kind, label: t[kind] }))]}
        onChange={(kind) => onSearch({ ...search, kind })}
      />
      <CheckField
        label={t.usedOnly}
        isChecked={search.used !== undefined}
        onChange={(isUsed) => onSearch({ ...search, used: isUsed ? '1' : undefined })}
      />
    </div>
  );
}

function Body({ view, search, onSearch }: InputsPanelProps & { readonly view: InputsView }) {
  const { clock } = useSession();
  const isStale = useIsStale();
  const tileSizePx = usePreference('galleryTileSizePx');
  // Of files that others overwrite nothing is heard: a picture is looked at anew each day, and with each change from here.
  const [day] = useState(() => new Date(clock.nowMs()).toISOString().slice(0, 10));
  const { files, revisions } = view;
  const { q = '', folder, kind, used, file } = search;
  const shown = useMemo(
    () =>
      filterInputFiles(files, {
        q,
        folder: folder === undefined ? null : folder === '.' ? '' : folder,
        kind: KINDS.find((known) => known === kind) ?? null,
        isUsedOnly: used !== undefined,
      }),
    [files, q, folder, kind, used],
  );
  const revisionOf = (path: string): string => `input ${day} ${revisions.get(path) ?? 0}`;
  const chosen = files.find(({ path }) => path === file);
  if (files.length === 0) {
    if (view.error !== null) return <ErrorState title={t.notRead} detail={wordFailure(view.error)} onRetry={view.refetch} />;
    if (view.isPending) return <LoadingTiles />;
    return <EmptyState title={t.empty} hint={t.emptyHint} />;
  }
  return (
    <>
      {view.error !== null && !isStale && (
        <p className="flex items-center gap-2 border-b border-border px-3 py-1.5 text-secondary text-warning">
          <span className="flex-1">{t.failedBeside({ reason: wordFailure(view.error) })}</span>
          <Button onClick={view.refetch}>{t.retry}</Button>
        </p>
      )}
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        {shown.length === 0 ? (
          <EmptyState title={t.noMatch} hint={t.noMatchHint({ count: files.length })}>
            <Button onClick={() => onSearch({})}>{t.resetFilters}</Button>
          </EmptyState>
        ) : (
          <InputsGrid
            files={shown}
            tileSizePx={tileSizePx}
            chosen={file ?? null}
            revisionOf={revisionOf}
            onChoose={(path) => onSearch({ ...search, file: path === file ? undefined : path })}
            className={isStale ? STALE_CLASS : ''}
          />
        )}
        {chosen !== undefined && (
          <InputDetails item={chosen} revision={revisionOf(chosen.path)} onClose={() => onSearch({ ...search, file: undefined })} />
        )}
      </div>
      <footer className="border-t border-border px-3 py-1 text-secondary text-muted">
        <span role="status" className="tabular-nums">
          {t.count({ shown: shown.length, total: files.length })}
        </span>{' '}
        · {t.oneLevel}
      </footer>
    </>
  );
}

function LoadingTiles() {
  return (
    <div role="status" aria-label={t.files} className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-2 p-3">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} className="aspect-square" />
      ))}
    </div>
  );
}
