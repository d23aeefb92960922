import { usePageTitle } from './use-page-title';

/** The tab's title as a component of its own that draws nothing: progress changes with every frame and must not draw the page anew. */
export function PageTitle() {
  usePageTitle();
  return null;
}
