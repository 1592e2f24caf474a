// `npm run drill:qps`: sends a known number of requests through the edge of lab hosts, and compares with what nginx, HAProxy and the log are
// said to have served; nginx is restarted and logs are turned over in the middle. `--quick` takes a minute and a half instead of two.
import { askExporters } from '../test/drill/monitored/ask-exporters.ts';
import { measureQps } from '../test/drill/monitored/measure-qps.ts';
import { openMonitoredSite } from '../test/drill/monitored/open-monitored-site.ts';
import { showQps } from '../test/drill/monitored/show-qps.ts';
import { waitForQuiet } from '../test/drill/monitored/wait-for-quiet.ts';
import { closeSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.90';
const { site, receiver } = await openMonitoredSite(network, (line) => console.error(line));
try {
  await waitForQuiet(site);
  const exporters = await askExporters(site, network);
  for (const line of exporters.told) console.log(line);
  const { table, wrong } = showQps(await measureQps(site, 50, process.argv.includes('--quick') ? 90 : 120), 50);
  console.log(table);
  const all = [...exporters.wrong, ...wrong];
  for (const each of all) console.log(`wrong: ${each}`);
  process.exitCode = all.length === 0 ? 0 : 1;
} finally {
  receiver.close();
  await closeSite(site);
}
