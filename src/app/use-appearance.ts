import { useEffect } from 'react';
import { usePreference } from '@/workspace/use-workspace';

/** Keeps the marks on the page's root element by which it is drawn in step with the preferences: theme, density, motion. */
export function useAppearance(): void {
  useTheme();
  const density = usePreference('density');
  const motion = usePreference('motion');
  // Synchronises with the document element.
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
    document.documentElement.dataset['motion'] = motion;
  }, [density, motion]);
}

function useTheme(): void {
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
