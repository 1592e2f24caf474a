// `npm run drill:remedies -- [--only RULE,RULE] [--on edge|databases|votes]`: makes one thing after the other bad on lab hosts, has the audit find it there, does what the finding says, and
// has the audit look again: what was found is gone, and so is what could be seen of it past Rackwright. Ends with 1 when one is not.
import { columns } from '../src/columns.ts';
import { databaseSite } from '../test/drill/remedies/database-site.ts';
import { edgeSite } from '../test/drill/remedies/edge-site.ts';
import { tryRemedy } from '../test/drill/remedies/try-remedy.ts';
import { votesSite } from '../test/drill/remedies/votes-site.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.93';
const only = option('--only')?.split(',');
const on = option('--on');
const tried = [];
for (const [name, each] of Object.entries({ edge: edgeSite, databases: databaseSite, votes: votesSite })) {
  if (on !== undefined && on !== name) continue;
  const chosen = each.remedies(network).filter(({ findings }) => findings.some(isChosen));
  if (chosen.length > 0) tried.push(...(await tryAll(each, chosen)));
}
if (tried.length === 0) throw new Error(`no remedy of ${only} is tried here`);
const wrong = tried.flatMap((each) => each.wrong);
for (const line of rows(tried)) console.log(line);
for (const each of wrong) console.log(`wrong: ${each}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** `T1b host lb1`, `MEDIUM T2b service mysql, failover` */
function isChosen(finding) {
  return only === undefined || only.some((rule) => ` ${finding}`.includes(` ${rule} `));
}

/** One site after the other, so that few hosts are there at a time. */
async function tryAll({ inventory, prepare, playbooks }, remedies) {
  const done = [];
  const site = await openSite(network, inventory(network));
  try {
    await prepare(site, network);
    for (const remedy of remedies) {
      const begun = performance.now();
      const failed = (error) => ({
        ...{ findings: remedy.findings, seconds: (performance.now() - begun) / 1000, sign: '-' },
        wrong: [`${remedy.findings.join(', ')}: ${String(error).slice(0, 200)} … ${String(error).slice(-1500)}`],
      });
      // One that fails must not hide what becomes of the others.
      done.push(await tryRemedy(site, remedy, playbooks).catch(failed));
      console.error([...rows(done.slice(-1)).slice(-1), ...done.at(-1).wrong].join('\n'));
    }
  } finally {
    await closeSite(site);
  }
  return done;
}

function rows(all) {
  const head = ['finding', 'remedy took', 'and past Rackwright', ''];
  return columns([
    head,
    ...all.map(({ findings, seconds, sign, wrong }) => [
      findings.join(', '),
      `${seconds.toFixed(1)} s`,
      sign,
      wrong.length === 0 ? 'gone' : 'WRONG',
    ]),
  ]);
}
