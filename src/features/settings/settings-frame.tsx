import type { ReactNode } from 'react';
import { Panel } from '@/ui/panel';
import { t } from './texts';

export interface SettingsFrameProps {
  /** Heading of the section that is shown. */
  readonly title: string;
  /** Links to all sections. */
  readonly links: ReactNode;
  /** `fill`: the section scrolls by itself and takes the whole width; `text`: lines of a readable length. */
  readonly layout: 'text' | 'fill';
  readonly children: ReactNode;
}

/** The settings: sections beside (wide) or above (narrow) the one that is shown. */
export function SettingsFrame({ title, links, layout, children }: SettingsFrameProps) {
  return (
    <Panel title={t.settings}>
      <div className="flex h-full min-h-0 flex-col sm:flex-row">
        <nav
          aria-label={t.sections}
          className="flex shrink-0 gap-1 overflow-x-auto border-b border-border p-2 sm:w-48 sm:flex-col sm:overflow-x-visible sm:border-r sm:border-b-0"
        >
          {links}
        </nav>
        <section aria-label={title} className="flex min-h-0 min-w-0 flex-1 flex-col">
          {layout === 'fill' ? (
            children
          ) : (
            <div className="min-h-0 flex-1 overflow-auto p-4">
              <div className="flex max-w-2xl flex-col gap-4">
                <h3 className="text-title font-semibold">{title}</h3>
                {children}
              </div>
            </div>
          )}
        </section>
      </div>
    </Panel>
  );
}
