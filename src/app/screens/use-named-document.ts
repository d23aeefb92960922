import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useOpenWorkflow } from '@/components/open-workflow/use-open-workflow';
import { useToast } from '@/ui/toast';
import { useActiveDocument, useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { findByRouteName, isUserdataName, toRouteName } from './document-route';

/**
 * Keeps the route and the document in front in step: a route that names an open document brings it to the front, one that names a
 * file on the server opens it beside the others, and a document brought to the front otherwise changes the route.
 */
export function useNamedDocument(routeName: string): void {
  const workspace = useWorkspace();
  const isRestored = useDocuments((state) => state.isRestored);
  const active = useActiveDocument();
  const activeName = active === null ? '' : toRouteName(active);
  const navigate = useNavigate();
  const announce = useToast();
  const { openUserdata } = useOpenWorkflow();

  // Synchronises the workspace with the address.
  useEffect(() => {
    if (routeName === '' || !isRestored) return;
    const id = findByRouteName(workspace.documents.getState(), routeName);
    if (id !== null) workspace.activate(id);
    else if (isUserdataName(routeName)) void openUserdata(routeName);
    else {
      announce(t.documentMissing({ name: routeName }), 'danger');
      void navigate({ to: '/graph', replace: true });
    }
  }, [routeName, isRestored, workspace, openUserdata, announce, navigate]);

  // Synchronises the address with the workspace. The document that was in front when the address arrived does not answer it.
  const shownName = useRef<string | null>(null);
  useEffect(() => {
    if (!isRestored) return;
    const isArrival = shownName.current === null && routeName !== '';
    const isSame = shownName.current === activeName;
    shownName.current = activeName;
    if (isArrival || isSame) return;
    if (activeName === '') void navigate({ to: '/graph', replace: true });
    else void navigate({ to: '/graph/$', params: { _splat: activeName }, search: (search) => search });
  }, [activeName, isRestored, navigate, routeName]);
}
