import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaks } from '../secrets/leaks.ts';
import type { Cores } from '../secrets/leaks.ts';
import { keysAndAnswers, writeSecretProject } from '../secrets/project.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// What test/secrets shows on this machine, once as root on a real host: there are sudo, a journal and other users.

const minutes = 60_000;
const network = '198.18.51';
const connection = `ansible_host=${network}.21 ansible_user=ops ansible_become=true ansible_ssh_private_key_file=../.rackwright/lab/id_ed25519 ansible_ssh_common_args='-o UserKnownHostsFile=../.rackwright/lab/known_hosts'`;
const lab = `all:
  vars:
${labLogin}
  hosts:
    sec1: {ansible_host: ${network}.21}
`;
const server = createServer((request, response) => {
  response.statusCode = request.url?.startsWith('/echo') === true ? 200 : 403;
  response.end(JSON.stringify({ url: request.url, headers: request.headers }));
});
let site: Site;
let cwd: string;
let cores: Cores;

beforeAll(async () => {
  site = await openSite(network, lab);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  cwd = join(site.directory, 'secrets');
  const web = `http://${network}.1:${(server.address() as AddressInfo).port}`;
  cores = await writeSecretProject(cwd, `one ${connection}\ntwo ${connection}\n`, web);
}, 15 * minutes);

afterAll(async () => {
  server.close();
  await closeSite(site);
}, 2 * minutes);

/** Arguments and environments of all processes, again and again, each once. */
const watch = `setsid sh -c 'while [ ! -e /run/watched-enough ]; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ; sleep 0.01; done 2>/dev/null |
tr "\\\\000" "\\\\n" | awk "!seen[\\$0]++" >/root/seen; touch /root/done' >/dev/null 2>&1 </dev/null &`;

test(
  'a run as root leaves none of them in the host’s process list, journal, logs and files',
  async () => {
    await site.asRoot('sec1', watch);
    const bin = join(import.meta.dirname, '../../bin/rackwright.js');
    const words = ['run', 'site.yml', '-i', 'hosts', '-v', '-e', 'place=/srv/place', ...keysAndAnswers];
    const end = await program(process.execPath, [bin, ...words], cwd);
    expect(end.stdout).toContain('so that the handler stays owed');
    expect(end.stdout).toContain('no task was left');
    expect(leaks(end.stdout + end.stderr, cores)).toEqual([]);

    const seen = await site.asRoot(
      'sec1',
      'touch /run/watched-enough; until [ -e /root/done ]; do sleep 0.1; done; cat /root/seen',
    );
    expect(seen).toContain('sshd');
    const usersOwn = ['argument', 'script', 'environment', 'environment_of_resource'];
    expect(leaks(seen, cores).filter((place) => !usersOwn.includes(place))).toEqual([]);

    const logs = 'journalctl --no-pager -o verbose; find /var/log -type f ! -path "*/journal/*" -exec cat {} +';
    const said = await site.asRoot('sec1', logs);
    expect(said).toContain('COMMAND=');
    expect(leaks(said, cores)).toEqual([]);

    const places = '/tmp /var/tmp /dev/shm /run/rackwright /home /root /var/lib/rackwright';
    const files = await site.asRoot(
      'sec1',
      `find ${places} -type f ! -path "/var/lib/rackwright/jobs/*" ! -path /root/seen -exec cat {} +`,
    );
    expect(leaks(files, cores)).toEqual([]);
    const open = await site.asRoot(
      'sec1',
      'find /var/lib/rackwright ! -type l \\( -perm /077 -o ! -user root \\) -print',
    );
    expect(open.split('\n').filter((path) => path.startsWith('/var/lib/rackwright/'))).toEqual([]);
  },
  10 * minutes,
);
