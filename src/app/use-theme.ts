import { useEffect } from 'react';
import { usePreference } from '@/workspace/use-workspace';

/** Keeps `data-theme` of the page in step with the preference and, for "system", with the operating system. */
export function useTheme(): void {
  const theme = usePreference('theme');
  // Synchronises with the document element and the system's colour scheme.
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: light)');
    const apply = (): void => {
      const isLight = theme === 'light' || (theme === 'system' && query.matches);
      document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
    };
    apply();
    query.addEventListener('change', apply);
    return () => query.removeEventListener('change', apply);
  }, [theme]);
}
