// `npm run drill:dashboards [-- --pictures DIRECTORY]`: opens the dashboards of a watched lab in headless Chromium, by day, by night and on a phone, and looks
// that every panel shows something, nothing complains, and the first paint comes within a second.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { columns } from '../src/columns.ts';
import { generateLoad } from '../test/drill/monitored/generate-load.ts';
import { dashboardLogin } from '../test/drill/monitored/inventory.ts';
import { lookAtDashboards } from '../test/drill/monitored/look-at-dashboards.ts';
import { openMonitoredSite } from '../test/drill/monitored/open-monitored-site.ts';
import { waitForQuiet } from '../test/drill/monitored/wait-for-quiet.ts';
import { openBrowser } from '../test/support/browser.ts';
import { views } from '../test/support/open-tab.ts';
import { closeSite } from '../test/support/site.ts';

const mostMs = 1000;
const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.90';
const at = process.argv.indexOf('--pictures');
const pictures = resolve(at < 0 ? '.rackwright/dashboards' : (process.argv[at + 1] ?? '.'));
mkdirSync(pictures, { recursive: true });
const rows = [['view', 'area', 'panels', 'first paint', 'wrong']];
let wrong = 0;
const browser = openBrowser();
const { site, receiver } = await openMonitoredSite(network, (line) => console.error(line));
try {
  await waitForQuiet(site);
  // Rates and what is made of them want a few minutes of something to do.
  await generateLoad(site.address('lb1'), 20, 180);
  for (const view of views) {
    const keep = (area, picture) => writeFileSync(join(pictures, `${view.name}-${area}.png`), picture);
    const { looks, paintMs } = await lookAtDashboards(
      browser,
      `https://${site.address('mon1')}`,
      dashboardLogin,
      view,
      keep,
    );
    for (const [index, { area, panels, empty, errors, overflows }] of looks.entries()) {
      const faults = [
        ...empty.map((title) => `“${title}” is empty`),
        ...errors,
        ...(overflows ? ['wider than the window'] : []),
        ...(index === 0 && !(paintMs < mostMs) ? ['too slow'] : []),
      ];
      wrong += faults.length;
      rows.push([view.name, area, String(panels), index === 0 ? `${Math.round(paintMs)} ms` : '', faults.join('; ')]);
    }
  }
} finally {
  await browser.close();
  receiver.close();
  await closeSite(site);
}
for (const line of columns(rows)) console.log(line);
console.log(`pictures: ${pictures}`);
process.exitCode = wrong === 0 ? 0 : 1;
