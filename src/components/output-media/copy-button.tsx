import { Copy } from 'lucide-react';
import { IconButton } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { copyText } from './copy-text';
import { t } from './texts';

/** Copies a value; `label` names the button, e.g. "Copy seed". */
export function CopyButton({ label, value }: { readonly label: string; readonly value: string }) {
  const announce = useToast();
  const handleClick = async (): Promise<void> => {
    if (await copyText(value)) announce(t.copied, 'success');
    else announce(t.copyFailed, 'danger');
  };
  return (
    <IconButton label={label} onClick={() => void handleClick()}>
      <Copy size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
