import { describe, expect, it, vi } from 'vitest';
import { createBrowserPage } from './browser-page';

describe('the page of a browser', () => {
  function setVisibility(state: 'visible' | 'hidden'): void {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('wakes when it is seen again or the network returns, not when it is hidden', () => {
    const page = createBrowserPage();
    const handleWake = vi.fn();
    const remove = page.onWake(handleWake);
    setVisibility('hidden');
    window.dispatchEvent(new Event('online'));
    expect([page.isHidden(), handleWake.mock.calls.length]).toEqual([true, 0]);
    setVisibility('visible');
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('pageshow'));
    document.dispatchEvent(new Event('resume'));
    expect([page.isHidden(), handleWake.mock.calls.length]).toEqual([false, 4]);
    remove();
    window.dispatchEvent(new Event('online'));
    expect(handleWake).toHaveBeenCalledTimes(4);
  });

  it('tells when it is left', () => {
    const page = createBrowserPage();
    const handleLeave = vi.fn();
    const remove = page.onLeave(handleLeave);
    window.dispatchEvent(new Event('pagehide'));
    remove();
    window.dispatchEvent(new Event('pagehide'));
    expect(handleLeave).toHaveBeenCalledOnce();
  });

  it('keeps a name for the tab', () => {
    const page = createBrowserPage();
    page.tabName.write('comfydeck:x');
    expect([page.tabName.read(), window.name]).toEqual(['comfydeck:x', 'comfydeck:x']);
  });

  it('calls a frame task once, unless cancelled', async () => {
    const page = createBrowserPage();
    const cancelled = vi.fn();
    page.requestFrame?.(cancelled).cancel();
    await new Promise<void>((resolve) => void page.requestFrame?.(resolve));
    expect(cancelled).not.toHaveBeenCalled();
  });
});
