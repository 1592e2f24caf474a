import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { hostState } from '../support/host-state.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { PlayEnd, Site } from '../support/site.ts';

// What edits, unpacks, fetches and looks at files, on a real host: nothing in a plan, a change once, and again after drift.

const minutes = 60_000;
const inventory = `all:
  vars:
${labLogin}
  hosts:
    files1: {ansible_host: 198.18.10.11}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite('198.18.76', inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  await site.asRoot(
    'files1',
    `mkdir -p /srv/files/unpacked && cd /srv/files &&
printf 'port=1\\n' >app.conf && printf '[web]\\n# door\\nport = 80\\n' >app.ini &&
printf '{\\n    "a": 1\\n}\\n' >app.json && printf 'a: 1  # one\\nb: 2\\n' >app.yml`,
  );
  const files = join(site.directory, 'playbooks', 'files');
  await mkdir(join(files, 'app'), { recursive: true });
  await writeFile(join(files, 'app', 'run'), 'run\n');
  await program('tar', ['-czf', 'app.tar.gz', 'app'], files);
  await program('tar', ['-cPf', 'evil.tar', '../files/app/run'], files);
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

const tasks = [
  { replace: { path: '/srv/files/app.conf', regexp: '^port=1$', replace: 'port=2' } },
  { ini_file: { path: '/srv/files/app.ini', section: 'web', option: 'port', value: 443 } },
  { json_file: { path: '/srv/files/app.json', key: 'b.c', value: [1] } },
  { yaml_file: { path: '/srv/files/app.yml', key: 'a', value: 'x' } },
  { unarchive: { src: 'app.tar.gz', dest: '/srv/files/unpacked', owner: 'root', group: 'root' } },
  { fetch: { src: '/srv/files/app.ini', dest: 'collected' } },
  { stat: { path: '/srv/files/app.conf' }, register: 'conf' },
  { find: { paths: '/srv/files', patterns: 'app.*' }, register: 'found' },
  { assert: { that: ['conf.stat.isreg', 'found.matched == 4', 'not found.truncated'] } },
];

test(
  'a plan writes nothing, a run changes once, drift is found and repaired',
  async () => {
    const before = await hostState(site, 'files1');
    const plan = await play('plan', tasks);
    expect(statuses(plan)).toEqual([...Array<string>(6).fill('would-change'), 'ok', 'ok', 'ok']);
    expect(await hostState(site, 'files1')).toEqual(before);
    expect(await readdir(join(site.directory, 'playbooks'))).not.toContain('collected');

    expect(statuses(await play('run', tasks))).toEqual([...Array<string>(6).fill('changed'), 'ok', 'ok', 'ok']);
    expect(await site.asRoot('files1', 'cd /srv/files; cat app.conf app.ini app.json app.yml unpacked/app/run')).toBe(
      'port=2\n[web]\n# door\nport = 443\n{\n    "a": 1,\n    "b": {\n        "c": [\n            1\n        ]\n    }\n}\na: x  # one\nb: 2\nrun\n',
    );
    expect(await readFile(join(site.directory, 'playbooks/collected/files1/srv/files/app.ini'), 'utf8')).toContain(
      '443',
    );

    expect(statuses(await play('run', tasks))).toEqual(Array<string>(9).fill('ok'));
    expect((await play('verify', tasks)).code).toBe(0);

    await site.asRoot('files1', 'cd /srv/files; echo x >unpacked/app/run; sed -i s/443/80/ app.ini');
    const drifted = 'ok changed ok ok changed ok ok ok ok'.split(' ');
    expect((await play('verify', tasks)).code).toBe(4);
    expect(statuses(await play('run', tasks))).toEqual(drifted);
  },
  5 * minutes,
);

test(
  'an archive with a member that escapes leaves nothing, and a link on the controller is not followed',
  async () => {
    const evil = await play('run', [{ unarchive: { src: 'evil.tar', dest: '/srv/files/unpacked' } }]);
    expect([evil.code, evil.stdout]).toEqual([1, expect.stringContaining('escapes')]);
    expect(await site.asRoot('files1', 'ls -A /srv/files/unpacked /srv/files | grep -c rackwright || true')).toBe(
      '0\n',
    );
    const fetched = await play('run', [{ fetch: { src: '/srv/files/../../etc/shadow', dest: 'collected' } }]);
    expect([fetched.code, fetched.stdout]).toEqual([1, expect.stringContaining('cannot be the name')]);
  },
  2 * minutes,
);

async function play(command: 'run' | 'plan' | 'verify', list: readonly object[]): Promise<PlayEnd> {
  const plays = [{ hosts: 'all', become: true, gather_facts: false, tasks: list }];
  await writeFile(join(site.directory, 'playbooks', 'files.yml'), JSON.stringify(plays));
  const end = await site.rackwright(command, 'playbooks/files.yml', '-i', 'inventory/lab.yml', '--output', 'json');
  const lines = end.stdout.split('\n').filter((line) => line.startsWith('{'));
  return { ...end, events: lines.map((line) => JSON.parse(line) as RunEvent) };
}

function statuses(end: PlayEnd): readonly string[] {
  return end.events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome.status] : []));
}
