import { useParams } from '@tanstack/react-router';
import { FormPanel } from '@/features/form';
import { useNamedDocument } from './use-named-document';

/** `#/form/<document>`: the same documents as the graph's, named alike. */
export function FormScreen() {
  const { _splat } = useParams({ strict: false });
  useNamedDocument(_splat ?? '', 'form');
  return <FormPanel />;
}
