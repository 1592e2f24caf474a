import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from '../support/site.ts';
import type { Site } from '../support/site.ts';

/** What Ansible counted on one host, and which of its tasks found a difference. */
export interface Verdict {
  readonly host: string;
  readonly ok: number;
  readonly changed: number;
  /** Failed, or not reached. */
  readonly failed: number;
  readonly differs: readonly string[];
}

const playbook = fileURLToPath(new URL('site.yml', import.meta.url));

/** Ansible starts Python anew for each task and host: seconds each where others are at work, too. */
const longest = 3_600_000;

/**
 * Lets Ansible say in check mode what it would change.
 *
 * @param limit only these hosts
 * @throws when Ansible did not come as far as its recap
 */
export async function judgeSite(site: Site, limit?: readonly string[]): Promise<readonly Verdict[]> {
  const place = join(site.directory, '.rackwright', 'judge');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'ansible.cfg'), settings);
  await writeFile(join(place, 'hosts.json'), JSON.stringify(await hostsOf(site)));
  const words = ['--check', '-i', join(place, 'hosts.json'), playbook];
  const variables = [`ANSIBLE_CONFIG=${join(place, 'ansible.cfg')}`, `ANSIBLE_LOCAL_TEMP=${place}`];
  const named = limit === undefined ? [] : ['--limit', limit.join(',')];
  const end = await program('env', [...variables, 'ansible-playbook', ...words, ...named], site.directory, {
    timeout: longest,
  });
  await writeFile(join(place, 'output'), end.stdout + end.stderr);
  const verdicts = readRecap(end.stdout);
  if (verdicts.length === 0) throw new Error(`ansible-playbook ended with ${end.code}: ${end.stdout}${end.stderr}`);
  return verdicts;
}

const settings = `[defaults]
forks = 8
internal_poll_interval = 0.05
nocolor = true
timeout = 60
display_skipped_hosts = false
[ssh_connection]
pipelining = true
`;

/** How hosts are reached, and in which groups they are; nothing else of what Rackwright knows. */
async function hostsOf(site: Site): Promise<object> {
  const end = await site.rackwright('inventory', '-i', 'inventory/lab.yml', '--list');
  if (end.code !== 0) throw new Error(end.stderr);
  const listed = JSON.parse(end.stdout) as Listed;
  const hosts = Object.entries(listed._meta.hostvars);
  const groups = ['lb', 'web', 'db', 'mon'].map((name) => [name, { hosts: mapOf(listed[name]?.hosts ?? []) }] as const);
  const vars = { authority: join(site.directory, '.rackwright', 'ca') };
  const reached = hosts.map(([name, host]) => [name, reachedAs(host)] as const);
  return { all: { vars, hosts: Object.fromEntries(reached), children: Object.fromEntries(groups) } };
}

const reachedAs = (host: Reached): object => ({
  ansible_host: host.ansible_host,
  own_address: host.ansible_host,
  ansible_user: host.ansible_user,
  ansible_ssh_private_key_file: host.ansible_ssh_private_key_file,
  ansible_ssh_common_args: `-F none ${host.ansible_ssh_common_args}`,
});

type Listed = Readonly<Record<string, { readonly hosts?: readonly string[] }>> & {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Reached>> };
};

interface Reached {
  readonly ansible_host: string;
  readonly ansible_user: string;
  readonly ansible_ssh_private_key_file: string;
  readonly ansible_ssh_common_args: string;
}

const mapOf = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, {}]));

function readRecap(text: string): readonly Verdict[] {
  const differs = new Map<string, string[]>();
  let task = '';
  for (const line of text.split('\n')) {
    task = /^TASK \[(.*)\]/.exec(line)?.[1] ?? task;
    const host = /^(?:changed|failed|fatal): \[([^\]]+)\]/.exec(line)?.[1];
    if (host !== undefined) differs.set(host, [...(differs.get(host) ?? []), `${task}: ${line.slice(0, 600)}`]);
  }
  const recap = /^(\S+)\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)/gm;
  return [...text.matchAll(recap)].map(([, host = '', ok, changed, unreachable, failed]) => ({
    host,
    ok: Number(ok),
    changed: Number(changed),
    failed: Number(unreachable) + Number(failed),
    differs: differs.get(host) ?? [],
  }));
}
