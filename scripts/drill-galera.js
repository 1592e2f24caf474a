// `npm run drill:galera [-- --only EXPRESSION]`: what happens to a Galera cluster in the lab, of three servers and then of two and an arbitrator, while a client writes and
// remembers what was acknowledged.
import { bringUp } from '../test/drill/bring-up.ts';
import { arbitratorEvents } from '../test/drill/galera-arbitrator-events.ts';
import { configurationEvent } from '../test/drill/galera-configuration.ts';
import { galeraEvents } from '../test/drill/galera-events.ts';
import { galeraRound, prepareGalera } from '../test/drill/galera.ts';
import { galeraInventory, threeServers, twoServersAndArbitrator } from '../test/drill/galera-site.ts';
import { showDrill } from '../test/drill/mysql.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.92';
const wanted = process.argv.indexOf('--only');
const only = new RegExp(wanted < 0 ? '' : (process.argv[wanted + 1] ?? ''));
const parts = [
  { shape: threeServers, events: [...galeraEvents, configurationEvent('a new configuration')] },
  {
    shape: twoServersAndArbitrator,
    events: [...arbitratorEvents, configurationEvent('arbitrator: a new configuration')],
  },
];
const rounds = [];
for (const { shape, events } of parts) {
  const chosen = events.filter(({ name }) => only.test(name));
  if (chosen.length > 0) await drill(shape, chosen);
}
if (rounds.length === 0) throw new Error('--only names no event');
console.log(showDrill(rounds));
process.exitCode = rounds.every(({ missing, wrong }) => missing === 0 && wrong.length === 0) ? 0 : 1;

async function drill(shape, events) {
  const site = await openSite(network, galeraInventory(network, shape));
  const cluster = { ...shape, site };
  try {
    await bringUp(site);
    await prepareGalera(cluster);
    for (const event of events) {
      rounds.push(await galeraRound(cluster, event.name, (client) => event.happen(cluster, client)));
      console.error(showDrill(rounds.slice(-1)));
    }
  } finally {
    await closeSite(site);
  }
}
