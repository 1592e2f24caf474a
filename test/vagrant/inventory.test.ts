import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Inventory {
  readonly all: {
    readonly vars: Readonly<Record<string, string>>;
    readonly children: Readonly<Record<string, { readonly hosts: Readonly<Record<string, { ansible_host: string }>> }>>;
  };
}

async function inventory(name: string): Promise<Inventory> {
  return parse(await readFile(`inventory/${name}.yml`, 'utf8')) as Inventory;
}

function hostsOf({ all }: Inventory): (readonly [group: string, host: string])[] {
  return Object.entries(all.children).flatMap(([group, { hosts }]) =>
    Object.keys(hosts).map((host) => [group, host] as const),
  );
}

describe('the inventory for Vagrant', () => {
  test('has the groups and hosts of the lab', async () => {
    const [lab, vagrant] = await Promise.all([inventory('lab'), inventory('vagrant')]);
    expect(hostsOf(vagrant)).toEqual(hostsOf(lab));
    expect(hostsOf(vagrant).length).toBeGreaterThan(0);
  });

  test('gives each host an address of its own on the private network', async () => {
    const { all } = await inventory('vagrant');
    const addresses = Object.values(all.children).flatMap(({ hosts }) =>
      Object.values(hosts).map((host) => host.ansible_host),
    );
    expect(new Set(addresses).size).toBe(addresses.length);
    // .1 is this machine's.
    for (const address of addresses) expect(address).toMatch(/^198\.19\.20\.([2-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/);
  });

  test('keeps the check of host keys', async () => {
    const { all } = await inventory('vagrant');
    expect(JSON.stringify(all)).not.toMatch(/StrictHostKeyChecking|host_key_checking/i);
    expect(all.vars['ansible_ssh_common_args']).toBe('-o UserKnownHostsFile=.rackwright/vagrant/known_hosts');
  });
});
