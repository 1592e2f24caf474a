import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { databases } from './application-site.ts';
import { primaryOf, sql } from './mysql.ts';
import { askHttps } from './ask-https.ts';
import { balancers, publicTargets } from './tls-site.ts';

/** What load balancers do when servers are not what they should be. */
export interface RoutingVerdict {
  readonly title: string;
  readonly wrong: readonly string[];
}

/** A second server says that it accepts writes: nobody is let in to write until it is one again. */
export async function twoWriters(site: Site): Promise<RoutingVerdict> {
  const [, other] = await writerAndOther(site);
  await sql(site, other, 'SET GLOBAL read_only = OFF');
  const shutAfter = await eventually(site, async () => (await greeted(site, writePort)).every((each) => !each));
  const readers = await greeted(site, readPort);
  await sql(site, other, 'SET GLOBAL read_only = ON');
  const openAfter = await eventually(site, async () => (await greeted(site, writePort)).every(Boolean));
  return {
    title: `two writers: shut after ${shown(shutAfter)}, open again ${shown(openAfter)} after there is one`,
    wrong: [
      ...(shutAfter === undefined ? ['a load balancer lets in who writes'] : []),
      ...(readers.every(Boolean) ? [] : ['who only reads is shut out, too']),
      ...(openAfter === undefined ? ['it stays shut'] : []),
    ],
  };
}

/** A replica that is too far behind is read from no more. */
export async function lateReplica(site: Site): Promise<RoutingVerdict> {
  const [writer, other] = await writerAndOther(site);
  const [target] = publicTargets(site);
  if (target === undefined) throw new Error('nobody to ask');
  await askHttps(target, '/notes', { id: readNote, text: 'to be read again and again' });
  const both = await readFrom(site);
  const before = await site.asRoot(other, "echo 'SHOW SLAVE STATUS\\G' | mariadb | grep -E 'Running:|_Error:|Seconds'");
  await sql(site, other, 'STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 3600; START SLAVE');
  await sql(site, writer, 'CREATE OR REPLACE TABLE notes.late (id INT)');
  const outAfter = await eventually(site, async () => (await readFrom(site)).join(' ') === writer);
  const said = await site.asRoot(balancers[0] ?? '', `curl -s http://${site.address(other)}:9330/reader`);
  await sql(site, other, 'STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 0; START SLAVE');
  const backAfter = await eventually(site, async () => (await readFrom(site)).length === 2);
  await sql(site, writer, 'DROP TABLE notes.late');
  return {
    title: `a late replica: out after ${shown(outAfter)}, back ${shown(backAfter)} after it is none`,
    wrong: [
      ...(both.length === 2 ? [] : [`read from at first: ${both.join(' ')}; ${other}: ${before}`]),
      ...(outAfter === undefined ? ['it is read from'] : []),
      ...(said.trim() === 'lagging' ? [] : [`it says of itself: ${said}`]),
      ...(backAfter === undefined ? ['it stays out'] : []),
    ],
  };
}

/** A writer hangs: whoever has a session with it is told so by the end of that session, and does not wait for ever. */
export async function hangingWriter(site: Site): Promise<RoutingVerdict> {
  const [writer] = await writerAndOther(site);
  const open = `exec 3<>/dev/tcp/${site.address(balancers[0] ?? '')}/${writePort}; begun=$(date +%s); cat <&3 >/dev/null; echo $(($(date +%s) - begun))`;
  const session = site.asRoot('web1', `timeout 60 bash -c '${open}' || echo never`);
  await delay(2000);
  await site.asRoot(writer, 'kill -STOP $(pidof mariadbd)');
  const seconds = (await session).trim();
  await site.asRoot(writer, 'kill -CONT $(pidof mariadbd)');
  const openAfter = await eventually(site, async () => (await greeted(site, writePort)).every(Boolean));
  return {
    title: `a writer that hangs: its sessions end after ${Number(seconds) - 2} s`,
    wrong: [
      ...(seconds === 'never' ? ['a session with it is not ended within a minute'] : []),
      ...(openAfter === undefined ? ['nobody is let in when it goes on'] : []),
    ],
  };
}

const readNote = 'routing';
const writePort = 3306;
const readPort = 3307;

async function writerAndOther(site: Site): Promise<readonly [string, string]> {
  const writer = await primaryOf(site);
  return [writer, databases.find((name) => name !== writer) ?? ''];
}

/** Whether a database server greets a web host, by way of each load balancer. */
async function greeted(site: Site, port: number): Promise<readonly boolean[]> {
  return await Promise.all(
    balancers.map(async (name) => {
      const listen = `exec 3<>/dev/tcp/${site.address(name)}/${port}; head -c 5 <&3 | wc -c`;
      const bytes = await site.asRoot('web1', `timeout 8 bash -c '${listen}' 2>/dev/null || echo 0`);
      return bytes.trim().startsWith('5');
    }),
  );
}

/** Servers that the application reads from: its load balancers choose anew for each request. */
async function readFrom(site: Site): Promise<readonly string[]> {
  const targets = publicTargets(site);
  const found = new Set<string>();
  for (const target of [...targets, ...targets, ...targets, ...targets, ...targets]) {
    const { text } = await askHttps(target, `/notes/${readNote}`);
    found.add((JSON.parse(text) as { readonly read_from: string }).read_from);
  }
  return [...found].sort();
}

/** Seconds until it holds; nothing when it does not within half a minute. */
async function eventually(site: Site, holds: () => Promise<boolean>): Promise<number | undefined> {
  const begun = performance.now();
  for (;;) {
    const seconds = (performance.now() - begun) / 1000;
    if (await holds()) return (performance.now() - begun) / 1000;
    if (seconds > 30) return undefined;
    await delay(500);
  }
}

function shown(seconds: number | undefined): string {
  return seconds === undefined ? 'never' : `${seconds.toFixed(1)} s`;
}
