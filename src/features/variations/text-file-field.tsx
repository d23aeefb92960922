import { useToast } from '@/ui/toast';
import { formatBytes } from '@/lib/format';
import { FIELD, Labelled } from './labelled';
import { t } from './texts';

/** A list of values is typed or exported from a table; anything larger is another kind of file. */
const MAX_TEXT_FILE_BYTES = 2_000_000;

export interface TextFileFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Of a file chooser, e.g. `.csv,text/csv`. */
  readonly accept: string;
  readonly onRead: (fileName: string, text: string) => void;
}

/** Reads a small text file from this machine; nothing is sent anywhere. */
export function TextFileField({ label, hint, accept, onRead }: TextFileFieldProps) {
  const announce = useToast();
  const read = async (file: File): Promise<void> => {
    const { name, size } = file;
    if (size > MAX_TEXT_FILE_BYTES) return announce(t.tooLarge({ name, limit: formatBytes(MAX_TEXT_FILE_BYTES) }), 'danger');
    try {
      onRead(name, await file.text());
    } catch {
      announce(t.unreadable({ name }), 'danger');
    }
  };
  return (
    <Labelled label={label} {...(hint === undefined ? {} : { hint })}>
      {(field) => (
        <input
          {...field}
          type="file"
          accept={accept}
          className={`${FIELD} py-0.5 file:mr-2 file:rounded-control file:border file:border-border-strong file:bg-raised file:px-2 file:text-text`}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) void read(file);
          }}
        />
      )}
    </Labelled>
  );
}
