// `npm run drill:galera [-- --only EXPRESSION]`: what happens to a Galera cluster in the lab, while a client writes and remembers what was acknowledged.
import { galeraEvents } from '../test/drill/galera-events.ts';
import { galeraRound, prepareGalera } from '../test/drill/galera.ts';
import { galeraInventory } from '../test/drill/galera-site.ts';
import { showDrill } from '../test/drill/mysql.ts';
import { succeed } from '../test/drill/succeed.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.92';
const wanted = process.argv.indexOf('--only');
const only = new RegExp(wanted < 0 ? '' : (process.argv[wanted + 1] ?? ''));
const events = galeraEvents.filter(({ name }) => only.test(name));
const rounds = [];
const site = await openSite(network, galeraInventory(network));
try {
  for (const words of [
    ['lab', 'up', '--yes'],
    ['vault', 'keygen'],
    ['ca', 'init'],
  ])
    await succeed(site, ...words);
  await prepareGalera(site);
  for (const event of events) {
    rounds.push(await galeraRound(site, event.name, (client) => event.happen(site, client)));
    console.error(showDrill(rounds.slice(-1)));
  }
} finally {
  await closeSite(site);
}
console.log(showDrill(rounds));
process.exitCode = rounds.every(({ missing, wrong }) => missing === 0 && wrong.length === 0) ? 0 : 1;
