import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from '../../support/browser.ts';
import { openTab } from '../../support/open-tab.ts';
import type { Tab, View } from '../../support/open-tab.ts';

/** What a person would see of one area. */
export interface Look {
  readonly area: string;
  readonly panels: number;
  /** Titles of panels that show nothing. */
  readonly empty: readonly string[];
  /** What the console would say. */
  readonly errors: readonly string[];
  readonly overflows: boolean;
}

export interface Looks {
  readonly looks: readonly Look[];
  /** Milliseconds until something was painted first, when the page was opened. */
  readonly paintMs: number;
}

/**
 * Opens the dashboards once, and goes through their areas as somebody does who clicks.
 * @param place `https://…`; whose certificate it shows is looked at elsewhere
 * @param keep is given a picture of each area, PNG
 */
export async function lookAtDashboards(
  browser: Browser,
  place: string,
  login: { readonly user: string; readonly password: string },
  view: View,
  keep: (area: string, picture: Buffer) => void,
): Promise<Looks> {
  const tab = await openTab(browser, view);
  await tab.call('Network.enable');
  const basic = Buffer.from(`${login.user}:${login.password}`).toString('base64');
  await tab.call('Network.setExtraHTTPHeaders', { headers: { Authorization: `Basic ${basic}` } });
  await tab.call('Security.setIgnoreCertificateErrors', { ignore: true });
  await tab.call('Page.addScriptToEvaluateOnNewDocument', { source: listen });
  await tab.open(`${place}/`);
  await settled(tab);
  const paintMs = Number(await tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"));
  const areas = (await tab.evaluate(
    "[...document.querySelectorAll('#areas a')].map((each) => each.hash.slice(1))",
  )) as readonly string[];
  const looks: Look[] = [];
  for (const area of areas) {
    await tab.evaluate(`location.hash = ${JSON.stringify(area)}`);
    await settled(tab);
    const seen = (await tab.evaluate(see)) as Omit<Look, 'area' | 'overflows'>;
    looks.push({ area, ...seen, overflows: await tab.overflows() });
    keep(area, await tab.picture());
  }
  await tab.close();
  return { looks, paintMs };
}

/** Before anything of the page runs. */
const listen = `globalThis.complaints = [];
const complain = (text) => complaints.push(String(text));
addEventListener('error', (event) => complain(event.message ?? event.target?.src ?? event.target?.href ?? 'an error'), true);
addEventListener('unhandledrejection', (event) => complain(event.reason));
addEventListener('securitypolicyviolation', (event) => complain(event.violatedDirective + ' ' + event.blockedURI));
for (const kind of ['error', 'warn']) console[kind] = (...words) => complain(words.join(' '));`;

const see = `(() => {
  const sections = [...document.querySelectorAll('#panels section')];
  const empty = sections.filter((each) => !(Number(each.querySelector('.place').dataset.series) > 0));
  const state = document.getElementById('state');
  return {
    panels: sections.length,
    empty: empty.map((each) => each.querySelector('h2').textContent),
    errors: [...complaints.splice(0), ...(state.className === 'bad' ? [state.textContent] : [])],
  };
})()`;

/** Until each panel of the area that was chosen has been drawn, whatever it shows. */
async function settled(tab: Tab): Promise<void> {
  const drawn = `(() => {
    const places = [...document.querySelectorAll('#panels .place')];
    const shown = document.querySelector('#areas a[aria-current]')?.hash;
    return (location.hash === '' || shown === location.hash) && places.length > 0 && places.every((each) => each.dataset.series !== undefined);
  })()`;
  for (let left = 100; (await tab.evaluate(drawn)) !== true; left -= 1) {
    if (left === 0) return;
    await delay(100);
  }
}
