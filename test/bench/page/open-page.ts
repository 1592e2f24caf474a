import { writeFileSync } from 'node:fs';
import type { Browser } from './browser.ts';

export interface View {
  readonly name: string;
  readonly width: number;
  readonly dark: boolean;
}

/** As people look at it: at a desk by day and by night, and on a phone. */
export const views: readonly View[] = [
  { name: 'light', width: 1280, dark: false },
  { name: 'dark', width: 1280, dark: true },
  { name: 'narrow', width: 390, dark: false },
];

export interface Opened {
  /** Milliseconds until it was loaded and had been drawn. */
  readonly ms: number;
  /** Whether anything stands wider than the window. */
  readonly overflows: boolean;
}

/** Opens a file in a fresh tab. @param picture where a picture of all of it goes */
export async function openPage(browser: Browser, file: string, view: View, picture?: string): Promise<Opened> {
  const { targetId } = await browser.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.call('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  const call = (method: string, parameters: object = {}): ReturnType<Browser['call']> =>
    browser.call(method, parameters, session);
  const metrics = { width: view.width, height: 900, deviceScaleFactor: 1, mobile: view.width < 600 };
  await call('Emulation.setDeviceMetricsOverride', metrics);
  const scheme = { name: 'prefers-color-scheme', value: view.dark ? 'dark' : 'light' };
  await call('Emulation.setEmulatedMedia', { features: [scheme] });
  await call('Page.enable');
  const loaded = browser.next('Page.loadEventFired', session);
  const begun = performance.now();
  await call('Page.navigate', { url: `file://${file}` });
  await loaded;
  await evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const ms = performance.now() - begun;
  const overflows = (await evaluate('document.documentElement.scrollWidth > innerWidth')) === true;
  if (picture !== undefined) {
    // What is out of sight is not drawn, so the window becomes as high as the page.
    const height = Math.min(Number(await evaluate('document.documentElement.scrollHeight')), 8000);
    await call('Emulation.setDeviceMetricsOverride', { ...metrics, height });
    await evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const { data } = await call('Page.captureScreenshot');
    writeFileSync(picture, Buffer.from(String(data), 'base64'));
  }
  await browser.call('Target.closeTarget', { targetId });
  return { ms, overflows };

  async function evaluate(expression: string): Promise<unknown> {
    const { result } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    return (result as { readonly value?: unknown }).value;
  }
}
