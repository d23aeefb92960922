import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '@/workspace/preferences';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { AppearanceSection } from './appearance-section';
import { JobsSection } from './jobs-section';

describe('the page’s own settings', () => {
  it('change the preferences at once', async () => {
    const { wrap, workspace } = createPageParts();
    const { user } = renderWithSession(
      <>
        <AppearanceSection />
        <JobsSection />
      </>,
      { wrap },
    );
    await user.click(screen.getByRole('radio', { name: 'Light' }));
    await user.click(screen.getByRole('radio', { name: 'Roomy' }));
    await user.click(screen.getByRole('radio', { name: 'Reduced' }));
    await user.click(screen.getByRole('checkbox', { name: 'Show the minimap on the graph' }));
    await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Ada');
    await user.click(screen.getByRole('radio', { name: 'Counted up' }));
    expect(workspace.preferences.getState()).toMatchObject({
      theme: 'light',
      density: 'roomy',
      motion: 'reduced',
      isMinimapShown: false,
      displayName: 'Ada',
      batchSeeds: 'increment',
    });
  });

  it('go back to those of a new browser after a question; the user stays', async () => {
    const { wrap, workspace } = createPageParts();
    workspace.setPreferences({ theme: 'light', displayName: 'Ada', userId: 'ada', homeUserId: 'ada' });
    const { user } = renderWithSession(<AppearanceSection />, { wrap });
    await user.click(screen.getByRole('button', { name: 'Reset all settings of this page' }));
    await user.click(await screen.findByRole('button', { name: 'Keep' }));
    expect(workspace.preferences.getState().theme).toBe('light');
    await user.click(screen.getByRole('button', { name: 'Reset all settings of this page' }));
    await user.click(await screen.findByRole('button', { name: 'Reset' }));
    expect(workspace.preferences.getState()).toEqual({ ...DEFAULT_PREFERENCES, userId: 'ada', homeUserId: 'ada' });
  });
});
