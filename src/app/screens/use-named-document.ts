import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { OpenOutcome } from '@/components/open-workflow/open-workflow';
import { openedId, useOpenWorkflow } from '@/components/open-workflow/use-open-workflow';
import { ApiError } from '@/lib/errors';
import { useToast } from '@/ui/toast';
import { useActiveDocument, useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { findByRouteName, isUserdataName, toRouteName } from './document-route';

/**
 * Keeps the route and the document in front in step: a route that names an open document brings it to the front, one that names a
 * file on the server opens it beside the others, and a document brought to the front otherwise changes the route.
 */
export function useNamedDocument(routeName: string, screen: 'graph' | 'form' = 'graph'): void {
  const workspace = useWorkspace();
  const isRestored = useDocuments((state) => state.isRestored);
  const active = useActiveDocument();
  const activeName = active === null ? '' : toRouteName(active);
  // While another screen is being loaded this one is still drawn: the address is not its own any more.
  const isHere = useLocation({ select: ({ pathname }) => pathname.startsWith(`/${screen}`) });
  const navigate = useNavigate();
  const announce = useToast();
  const { openUserdata } = useOpenWorkflow();

  // Synchronises the workspace with the address.
  useEffect(() => {
    if (routeName === '' || !isRestored || !isHere) return undefined;
    const id = findByRouteName(workspace.documents.getState(), routeName);
    if (id !== null) workspace.activate(id);
    else if (isUserdataName(routeName)) {
      let isLeft = false;
      void openUserdata(routeName).then((outcome) => {
        if (!isLeft && isNowhere(outcome)) void navigate({ href: `/${screen}`, replace: true });
      });
      return () => {
        isLeft = true;
      };
    } else {
      announce(t.documentMissing({ name: routeName }), 'danger');
      void navigate({ href: `/${screen}`, replace: true });
    }
    return undefined;
  }, [routeName, screen, isRestored, isHere, workspace, openUserdata, announce, navigate]);

  // Synchronises the address with the workspace. The document that was in front when the address arrived does not answer it.
  const shownName = useRef<string | null>(null);
  useEffect(() => {
    if (!isRestored || !isHere) return;
    const isArrival = shownName.current === null;
    const isSame = shownName.current === activeName;
    shownName.current = activeName;
    const isNamed = routeName !== '';
    if (isNamed && (isArrival || isSame)) return;
    if (activeName !== '')
      void navigate({ to: `/${screen}/$`, params: { _splat: activeName }, search: (search) => search, replace: !isNamed });
    else if (isNamed) void navigate({ href: `/${screen}`, replace: true });
  }, [activeName, screen, isRestored, isHere, navigate, routeName]);
}

/** Nothing can be opened at this address; where the server only did not answer, the address is kept for the next attempt. */
function isNowhere(outcome: OpenOutcome): boolean {
  if (outcome.kind !== 'unreachable') return openedId(outcome) === null;
  const { error } = outcome;
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
