// `npm run bench:page -- [--pictures DIRECTORY]`: has runs over 8 hosts and over 500 simulated ones write their pages, and measures how long a headless Chromium
// takes to open them from disk, by day, by night and narrow. Ends with 1 when one takes 2 s or longer, is wider than its window, or tells a password.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columns } from '../src/columns.ts';
import { password, simulatedSite } from '../test/bench/page/simulated-site.ts';
import { openBrowser } from '../test/support/browser.ts';
import { openTab, views } from '../test/support/open-tab.ts';
import { program } from '../test/support/site.ts';

const mostMs = 2000;
const at = process.argv.indexOf('--pictures');
const pictures = at < 0 ? undefined : resolve(process.argv[at + 1] ?? '.');
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
const root = mkdtempSync(join(tmpdir(), 'rackwright-page-'));
const browser = openBrowser();
const rows = [['hosts', 'page', 'view', 'opened after', '']];
let wrong = 0;
try {
  for (const count of [8, 500]) {
    const page = await pageOf(count);
    const text = readFileSync(page, 'utf8');
    for (const view of views) {
      const tab = await openTab(browser, view);
      const ms = await tab.open(`file://${page}`);
      const overflows = await tab.overflows();
      if (pictures !== undefined) writeFileSync(join(pictures, `${count}-${view.name}.png`), await tab.picture());
      await tab.close();
      const faults = [
        ...(ms < mostMs ? [] : ['too slow']),
        ...(overflows ? ['wider than the window'] : []),
        ...(text.includes(password) ? ['tells a password'] : []),
      ];
      wrong += faults.length;
      rows.push([
        String(count),
        `${Math.round(text.length / 1024)} KiB`,
        view.name,
        `${Math.round(ms)} ms`,
        faults.join(', '),
      ]);
    }
  }
} finally {
  await browser.close();
  rmSync(root, { recursive: true });
}
for (const line of columns(rows)) console.log(line);
process.exitCode = wrong === 0 ? 0 : 1;

/** The page of a run over that many hosts. */
async function pageOf(count) {
  const directory = join(root, String(count));
  mkdirSync(join(directory, 'place'), { recursive: true });
  const files = simulatedSite(count, join(directory, 'place'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const rackwright = fileURLToPath(new URL('../bin/rackwright.js', import.meta.url));
  const words = ['run', 'site.yml', '-i', 'hosts.yml', '--report', 'page.html', '--output', 'json'];
  const { code, stdout, stderr } = await program(process.execPath, [rackwright, ...words], directory);
  // Some hosts are meant to fail.
  if (code !== 1) throw new Error(`the run over ${count} hosts ended with ${code}: ${stderr}${stdout.slice(-2000)}`);
  return join(directory, 'page.html');
}
