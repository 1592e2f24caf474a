// `npm run drill:alerts`: breaks what is watched, trouble by trouble, on lab hosts, and shows which alerts reach a webhook, when, how often,
// and whether anything else was told. A message that tells a change of another alert of the same group is told for that one; one without any news is wrong. `--quick` makes the first wave of troubles only.
import { setTimeout as delay } from 'node:timers/promises';
import { openMonitoredSite } from '../test/drill/monitored/open-monitored-site.ts';
import { runWave } from '../test/drill/monitored/run-wave.ts';
import { showAlerts } from '../test/drill/monitored/show-alerts.ts';
import { statedTimes } from '../test/drill/monitored/stated-times.ts';
import { waves } from '../test/drill/monitored/trouble.ts';
import { waitForQuiet } from '../test/drill/monitored/wait-for-quiet.ts';
import { closeSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.90';
const times = statedTimes();
const ends = [];
const { site, receiver } = await openMonitoredSite(network, (line) => console.error(line));
try {
  await waitForQuiet(site);
  let seen = receiver.posts.length;
  for (const wave of process.argv.includes('--quick') ? waves(network).slice(0, 1) : waves(network)) {
    await waitForQuiet(site);
    const end = await runWave(site, receiver, wave, (alert) => times.get(alert) ?? 0, seen);
    seen = end.seen;
    ends.push(end);
    console.error(showAlerts(ends.slice(-1)).table);
  }
  // Whatever is told now is told too often.
  await waitForQuiet(site);
  await delay(60_000);
  ends.push(await runWave(site, receiver, [], () => 0, seen));
} finally {
  receiver.close();
  await closeSite(site);
}
const { table, wrong } = showAlerts(ends);
console.log(table);
console.log(`the dead man's switch was pressed ${receiver.pressed.length} times`);
for (const each of wrong) console.log(`wrong: ${each}`);
process.exitCode = wrong.length === 0 && receiver.pressed.length > 0 ? 0 : 1;
