import type { Browser } from './browser.ts';

export interface View {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly dark: boolean;
}

/** As people look at it: at a desk by day and by night, and on a phone. */
export const views: readonly View[] = [
  { name: 'light', width: 1280, dark: false },
  { name: 'dark', width: 1280, dark: true },
  { name: 'narrow', width: 390, dark: false },
];

/** A tab of its own in a browser. */
export interface Tab {
  call: (method: string, parameters?: object) => ReturnType<Browser['call']>;
  /** Until it is loaded and has been drawn. Gives the milliseconds. */
  open(url: string): Promise<number>;
  /** What an expression of JavaScript gives, when it is a promise, too. */
  evaluate(expression: string): Promise<unknown>;
  /** Whether anything stands wider than the window. */
  overflows(): Promise<boolean>;
  /** All of the page, PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openTab(browser: Browser, view: View): Promise<Tab> {
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
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    return (result as { readonly value?: unknown }).value;
  };
  return {
    call,
    evaluate,
    open: async (url) => {
      const loaded = browser.next('Page.loadEventFired', session);
      const begun = performance.now();
      await call('Page.navigate', { url });
      await loaded;
      await evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      return performance.now() - begun;
    },
    overflows: async () => (await evaluate('document.documentElement.scrollWidth > innerWidth')) === true,
    picture: async () => {
      const { data } = await call('Page.captureScreenshot', { captureBeyondViewport: true });
      return Buffer.from(String(data), 'base64');
    },
    close: async () => {
      await browser.call('Target.closeTarget', { targetId });
    },
  };
}
