import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../support/site.ts';
import { publicName, tlsInventory } from './tls-site.ts';

export const databaseName = 'database.rack.test';
export const limitedName = 'limited.rack.test';
export const databases = ['db1', 'db2'];

/** The site of the drill of TLS, with two database servers. */
export const applicationInventory = (network: string): string =>
  tlsInventory(network).replace(
    '    db: {}',
    `    db:
      hosts:
        db1: {ansible_host: ${network}.31}
        db2: {ansible_host: ${network}.32}`,
  );

/** Says what docs/demo-application.md says, in place of the site's own variables. */
export function writeVariables(site: Site, network: string): void {
  const variables = {
    all: `site_domain: rack.test
tls_hsts: full
firewall_backend: nftables
topology:
  services:
    - {name: ssh, on: all, port: ssh, from: any}
    - {name: https, on: lb, ports: [80, 443], from: any, tls: terminate, to: app, names: [${publicName}, ${limitedName}]}
    - {name: app, on: web, ports: [80, 443], from: lb, tls: re-encrypt}
    - {name: vrrp, on: lb, proto: vrrp, from: lb}
    - {name: mysql, on: db, port: 3306, from: [db, lb], tls: terminate}
    - {name: mysql-clone, on: db, port: 4444, from: db, tls: mutual}
    - {name: mysql-state, on: db, port: 9330, from: lb}
    - {name: db-write, on: lb, port: 3306, from: web, tls: pass-through, to: mysql, names: [${databaseName}]}
    - {name: db-read, on: lb, port: 3307, from: web, tls: pass-through, to: mysql, names: [${databaseName}]}
demo_application_password: "a password, for the drill alone"
demo_application_addresses: [${network}.10]
`,
    lb: 'haproxy_databases: {db-write: writer, db-read: reader}\n# All hosts of the lab share one machine.\nhaproxy_database_patience: 6s\n',
    web: `nginx_sites:
  - {name: notes, names: [${publicName}], root: /srv/demo-application/public, php: /run/php/demo-application.sock, body: 16k}
  - {name: limited, names: [${limitedName}], upstream: {servers: ["127.0.0.1:8080"]}, rate: 6r/m, burst: 5}
`,
    db: 'mysql_replication_password: "another password, for the drill"\nmysql_memory_mb: 256\nmysql_state_patience: 5\n',
    mon: '',
  };
  for (const [group, text] of Object.entries(variables))
    writeFileSync(join(site.directory, 'inventory', 'group_vars', `${group}.yml`), text);
}
