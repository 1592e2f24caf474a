import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labMachine } from '../../support/lab-machine.ts';
import { closeSite, openSite } from '../../support/site.ts';
import type { Site } from '../../support/site.ts';
import { openReceiver } from '../monitored/receiver.ts';
import type { MonitoredSite } from '../monitored/open-monitored-site.ts';
import { clientPassword } from '../mysql-site.ts';
import { primaryOf, servers, sql } from '../mysql.ts';
import { bringUp } from '../bring-up.ts';
import { succeed } from '../succeed.ts';

/**
 * The site of this repository with all eight hosts: the edge with a shared address, web servers, three databases and their monitoring.
 * @param network of the lab
 */
export async function openWholeSite(network: string, say: (line: string) => void): Promise<MonitoredSite> {
  const site = await openSite(network);
  try {
    return await furnish(site, network, say);
  } catch (error) {
    await closeSite(site);
    throw error;
  }
}

async function furnish(site: Site, network: string, say: (line: string) => void): Promise<MonitoredSite> {
  await bringUp(site);
  const receiver = await openReceiver(`${network}.1`);
  await describeDatabases(site, network, receiver.url);
  for (const playbook of ['site', 'database', 'monitoring']) {
    say(`${playbook}...`);
    await succeed(site, 'run', `playbooks/${playbook}.yml`, '-i', 'inventory/lab.yml');
  }
  const primary = await primaryOf(site);
  await sql(site, primary, 'CREATE TABLE IF NOT EXISTS drill.writes (id INT PRIMARY KEY) ENGINE = InnoDB');
  await sql(site, primary, 'CREATE USER IF NOT EXISTS prometheus@localhost IDENTIFIED VIA unix_socket');
  await sql(site, primary, 'GRANT PROCESS, BINLOG MONITOR, SLAVE MONITOR, SELECT ON *.* TO prometheus@localhost');
  return { site, receiver };
}

/** What the site's own variables leave to its operator: databases, passwords, who is told of alerts, and what switches a host off. */
async function describeDatabases(site: Site, network: string, webhook: string): Promise<void> {
  const file = join(site.directory, 'inventory/group_vars/all.yml');
  const services = `  services:
    - {name: mysql, on: db, port: 3306, from: [db, web, ${network}.1], tls: terminate}
    - {name: mysql-clone, on: db, port: 4444, from: db, tls: mutual}
`;
  const text = readFileSync(file, 'utf8');
  if (!text.includes('  services:\n')) throw new Error('the topology of the site is not where it was');
  const variables = `
mysql_replication_password: "a password, for the drill alone"
mysql_memory_mb: 256
mysql_databases: [{name: drill}]
mysql_users: [{name: drill, host: "${network}.%", password: "${clientPassword}", "on": drill.*, privileges: [SELECT, INSERT, CREATE]}]
mysql_fence_command: ["{{ inventory_dir }}/power-off", "{{ inventory_hostname }}"]
# All hosts of the lab have the processors, the memory and the disk of this machine, whose load is not what is tried here.
prometheus_thresholds: {cpu_busy_ratio: 2, memory_free_ratio: 0, disk_free_ratio: 0}
alertmanager_deadman_url: ${webhook}deadman
alertmanager_group_interval: 10s
alertmanager_receivers:
  - name: drill
    webhook_configs: [{url: "${webhook}alerts", send_resolved: true}]
`;
  writeFileSync(file, text.replace(/ {2}services:\n(?: {4}- \{name: mysql.*\n)*/, services) + variables);
  const machines = await Promise.all(servers.map((name) => labMachine(site, name)));
  const cases = servers.map((name, index) => `  ${name}) ${machines[index]?.fence ?? 'false'} ;;`);
  const fence = join(site.directory, 'inventory/power-off');
  writeFileSync(fence, ['#!/bin/sh', 'case $1 in', ...cases, '  *) exit 1 ;;', 'esac', ''].join('\n'));
  chmodSync(fence, 0o755);
}
