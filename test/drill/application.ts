import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { databaseName, databases, limitedName } from './application-site.ts';
import { askHttps } from './ask-https.ts';
import { primaryOf, sql } from './mysql.ts';
import { notesLoad } from './notes-load.ts';
import type { NotesReport } from './notes-load.ts';
import { publicName, publicTargets, webHosts } from './tls-site.ts';

export interface WriterChange {
  readonly from: string;
  readonly to: string;
  readonly load: NotesReport;
  /** Notes that were said to be kept and are not. */
  readonly missing: number;
  readonly wrong: readonly string[];
}

/** Another database server becomes the one that accepts writes, while people write notes and read them. */
export async function changeWriter(site: Site): Promise<WriterChange> {
  const from = await primaryOf(site);
  const to = databases.find((name) => name !== from) ?? '';
  const load = notesLoad(publicTargets(site), 5);
  await delay(5000);
  const end = await site.rackwright('mysql', 'switchover', 'db', '--to', to, '-i', 'inventory/lab.yml');
  await delay(10_000);
  const report = await load.stop();
  const kept = new Set((await sql(site, to, 'SELECT id FROM notes.notes')).split('\n'));
  const missing = report.acknowledged.filter((id) => !kept.has(id)).length;
  return {
    from,
    to,
    load: report,
    missing,
    wrong: [
      ...(end.code === 0 ? [] : [`the switchover ended with ${end.code}: ${end.stderr}${end.stdout}`]),
      ...[...report.failures].map(([failure, count]) => `${count} requests failed: ${failure}`),
      ...(missing === 0 ? [] : [`${missing} of ${report.acknowledged.length} notes are missing`]),
      ...(report.crossed > 0 ? [] : ['no note was read by another web host than the one that had written it']),
      ...(report.readFrom.has(to) ? [] : [`nobody has read from ${to}`]),
    ],
  };
}

/** Who may read the password, and with whom the application speaks. */
export async function wrongSecrets(site: Site): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const host of webHosts) {
    const as = (user: string): Promise<string> =>
      site.asRoot(
        host,
        `runuser -u ${user} -- cat /etc/demo-application/password >/dev/null 2>&1 && echo yes || echo no`,
      );
    for (const [user, may] of [
      ['demo-application', 'yes'],
      ['www-data', 'no'],
      ['nobody', 'no'],
    ] as const)
      if ((await as(user)).trim() !== may) wrong.push(`${host}: may ${user} read the password? not ${may}`);
    const called = await site.asRoot(host, callDatabase(databaseName));
    const other = await site.asRoot(host, callDatabase('other.rack.test'));
    if (!called.startsWith('TLS_')) wrong.push(`${host}: no TLS with the database: ${called}`);
    if (!/Cannot connect to MySQL using SSL/.test(other))
      wrong.push(`${host}: the database was taken under another name: ${other}`);
  }
  return wrong;
}

/** The application's own way to its database, under a name of ours; says which cipher it has, or what went wrong. */
const callDatabase = (
  name: string,
): string => `grep -q ' other.rack.test$' /etc/hosts || sed -n 's/ ${databaseName}$/ other.rack.test/p' /etc/hosts >>/etc/hosts
cat >/tmp/call.php <<'end'
<?php
error_reporting(E_ALL);
require '/srv/demo-application/notes.php';
$settings = json_decode(file_get_contents('/etc/demo-application/settings.json'), true);
$settings['server'] = '${name}';
$notes = new Notes($settings, file_get_contents('/etc/demo-application/password'));
$connect = (new ReflectionClass($notes))->getMethod('connect');
try {
    echo $connect->invoke($notes, $settings['write'])->query("SHOW STATUS LIKE 'Ssl_cipher'")->fetch()['Value'];
} catch (PDOException $error) {
    echo $error->getMessage();
}
end
runuser -u demo-application -- php -d display_errors=1 /tmp/call.php 2>&1; rm /tmp/call.php`;

/** A site behind an upstream, and what one address may ask of it in a minute. */
export async function wrongLimits(site: Site): Promise<readonly string[]> {
  const [target] = publicTargets(site);
  if (target === undefined) return ['nobody to ask'];
  const answers = [];
  for (let round = 0; round < 24; round += 1)
    answers.push(await askHttps({ ...target, name: limitedName }, '/stub_status'));
  const good = answers.filter(({ status, text }) => status === 200 && text.startsWith('Active connections'));
  const refused = answers.filter(({ status }) => status === 429);
  // Six on each of the web hosts at first, and one in ten seconds then.
  const right = good.length >= 6 && refused.length >= 6 && good.length + refused.length === answers.length;
  const large = await askHttps({ ...target, name: publicName }, '/notes', { id: 'large', text: 'x'.repeat(20_000) });
  return [
    ...(right ? [] : [`answers are ${answers.map(({ status }) => status).join(' ')}`]),
    ...(large.status === 413 ? [] : [`a body of 20 kB is answered with ${large.status}`]),
  ];
}
