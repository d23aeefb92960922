import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to the graph from another screen; on the graph the address follows the document by itself. */
export function useShowGraph(): () => void {
  const isHere = useLocation({ select: ({ pathname }) => pathname.startsWith('/graph') });
  const navigate = useNavigate();
  return useCallback(() => {
    if (!isHere) void navigate({ href: '/graph' });
  }, [isHere, navigate]);
}
