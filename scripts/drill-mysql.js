// `npm run drill:mysql -- [--dialect mariadb|mysql] [--times N] [--only EXPRESSION]`: what happens to a primary in the lab, while a client writes and remembers what was acknowledged.
import { bringUp } from '../test/drill/bring-up.ts';
import { drillRound, prepareMysql, servers, showDrill } from '../test/drill/mysql.ts';
import { cutEvents } from '../test/drill/mysql-cut-events.ts';
import { mysqlEvents } from '../test/drill/mysql-events.ts';
import { mysqlInventory } from '../test/drill/mysql-site.ts';
import { drillWords } from '../test/drill/mysql-words.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.91';
const at = process.argv.indexOf('--times');
const times = at < 0 ? 1 : Number(process.argv[at + 1]);
if (!Number.isSafeInteger(times) || times < 1) throw new Error('--times is a whole number from 1 on');
const named = process.argv.indexOf('--dialect');
const { sql: dialect } = drillWords[named < 0 ? 'mariadb' : process.argv[named + 1]] ?? {};
if (dialect === undefined) throw new Error('--dialect is mariadb or mysql');
const wanted = process.argv.indexOf('--only');
const only = new RegExp(wanted < 0 ? '' : (process.argv[wanted + 1] ?? ''));
const events = [...mysqlEvents(dialect.name), ...cutEvents].filter(({ name }) => only.test(name));
const rounds = [];
const site = await openSite(network, mysqlInventory(network, dialect.name));
try {
  await bringUp(site);
  await prepareMysql(site);
  for (const event of events)
    for (let time = 1; time <= times; time += 1) {
      rounds.push(await drillRound(site, dialect, `${event.name}, ${time}`, () => event.happen(site)));
      console.error(showDrill(rounds.slice(-1)));
    }
} catch (error) {
  // What the hosts know of it goes with them.
  for (const name of servers)
    console.error(
      await site
        .asRoot(name, `journalctl -n 60 --no-pager -o short-iso -u ${dialect.unit}`)
        .catch((why) => String(why)),
    );
  throw error;
} finally {
  await closeSite(site);
}
console.log(showDrill(rounds));
process.exitCode = rounds.every(({ missing, wrong }) => missing === 0 && wrong.length === 0) ? 0 : 1;
