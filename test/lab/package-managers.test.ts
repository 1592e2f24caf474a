import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Outcome, RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// Debian has dnf as a package: without its own apt-get, a lab host is one that dnf manages, with a repository of packages made
// there. There is no apk in Debian's archive, and its zypper does not get on with its rpm: these two are shown by canned output only.

const minutes = 60_000;
const inventory = `all:
  vars:
${labLogin}
  hosts:
    rpm1: {ansible_host: 198.18.10.21}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite('198.18.84', inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  await site.asRoot('rpm1', makeRepository);
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

const makeRepository = `export DEBIAN_FRONTEND=noninteractive
apt-get -qq install -y --no-install-recommends dnf rpm createrepo-c >/dev/null 2>&1
mkdir -p /srv/rpm /etc/yum.repos.d && cd /srv/rpm
make() {
  printf '%s\\n' "Name: $1" "Version: $2" 'Release: 1' 'Summary: x' 'License: x' 'BuildArch: noarch' "$3" '%description' x \\
    '%install' 'mkdir -p %{buildroot}/opt' "touch %{buildroot}/opt/$1" '%files' "/opt/$1" >p.spec
  rpmbuild -bb --quiet --define '_rpmdir /srv/rpm/repo' p.spec >/dev/null 2>&1
}
make hello 1.0 '' && make hello 2.0 '' && make hello 10.0 '' && make needs-hello 1.0 'Requires: hello' && createrepo_c -q repo
printf '[r]\\nname=r\\nbaseurl=file:///srv/rpm/repo\\nenabled=1\\ngpgcheck=0\\n' >/etc/yum.repos.d/r.repo
mv /usr/bin/apt-get /usr/bin/apt-get.away`;

describe('with dnf', () => {
  test(
    'a package comes in the version that was asked for, is updated, and kept while another needs it',
    async () => {
      const nothingKnown = await play('plan', { name: 'hello' });
      expect(nothingKnown).toMatchObject({
        status: 'failed',
        failure: { message: expect.stringContaining('update_cache') },
      });
      const first = { name: 'hello=2.*', update_cache: true };
      expect(changesOf(await play('plan', first))).toMatchObject({ 'package lists': ['missing', 'up to date'] });
      expect(await installed()).toBe('');
      expect((await play('run', first)).status).toBe('changed');
      expect(await installed()).toBe('hello-2.0-1.noarch\n');
      expect((await play('run', first)).status).toBe('ok');

      expect((await play('run', { name: 'hello=1.*' })).failure?.message).toContain('older than what is installed');
      expect(changesOf(await play('run', { name: 'hello=1.*', allow_downgrade: true }))).toEqual({
        hello: ['2.0-1', '1.0-1'],
      });
      const latest = { name: ['hello', 'needs-hello'], state: 'latest' };
      expect(changesOf(await play('run', latest))).toEqual({
        hello: ['1.0-1', '10.0-1'],
        'needs-hello': ['absent', '1.0-1'],
      });
      expect((await play('verify', latest)).status).toBe('ok');

      const refused = await play('run', { name: 'hello', state: 'absent' });
      expect([refused.status, refused.failure?.stderr]).toEqual(['failed', expect.stringContaining('needs-hello')]);
      expect((await play('run', { name: ['hello', 'needs-hello'], state: 'absent' })).status).toBe('changed');
      expect(await installed()).toBe('');
    },
    10 * minutes,
  );
});

function installed(): Promise<string> {
  return site.asRoot('rpm1', 'rpm -qa | grep hello || :');
}

type Failed = Extract<Outcome, { readonly status: 'failed' }>;
type Seen = Outcome & { readonly failure?: Failed['failure'] };

async function play(command: 'run' | 'plan' | 'verify', args: object): Promise<Seen> {
  const plays = [{ hosts: 'all', become: true, gather_facts: false, tasks: [{ package: args }] }];
  await writeFile(join(site.directory, 'playbooks', 'packages.yml'), JSON.stringify(plays));
  const end = await site.rackwright(command, 'playbooks/packages.yml', '-i', 'inventory/lab.yml', '--output', 'json');
  const lines = end.stdout.split('\n').filter((line) => line.startsWith('{'));
  const events = lines.map((line) => JSON.parse(line) as RunEvent);
  const [outcome] = events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome] : []));
  if (outcome === undefined) throw new Error(end.stdout + end.stderr);
  return outcome;
}

function changesOf(outcome: Seen): Readonly<Record<string, readonly unknown[]>> {
  const changes = 'changes' in outcome ? outcome.changes : [];
  return Object.fromEntries(changes.map(({ attribute, from, to }) => [attribute, [from, to]]));
}
