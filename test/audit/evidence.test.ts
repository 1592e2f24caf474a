import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { evidenceParts } from '../../src/audit/evidence/parts/registry.ts';
import { readEvidence } from '../../src/audit/evidence/read-evidence.ts';

const mark = '0123456789abcdef';
const said = `
${mark} file /etc/haproxy/haproxy.cfg
global
${mark} sockets
LISTEN 0      511                *:443              *:*    users:(("nginx",pid=12,fd=6),("nginx",pid=13,fd=6))
LISTEN 0      128             [::1]:25            [::]:*   users:(("master",pid=9,fd=1))
LISTEN 0      128   127.0.0.53%lo:53           0.0.0.0:*
${mark} certificate 443
notAfter=Nov 27 12:00:00 2026 GMT
X509v3 Subject Alternative Name:
    DNS:web1, DNS:www.example.org, IP Address:192.0.2.21
${mark} certificate 8443
${mark} firewalls
ufw
${mark} upgrades
Inst openssl [3.0.15-1] (3.0.17-1 Debian-Security:12/stable-security [amd64])
Inst base-files [12.4] (12.5 Debian:12.5/stable [amd64]) []
${mark} sql
global	1	3323068449	300	1
account	shop	192.0.2.%	0
account	repl	192.0.2.3_	1
                 Master_Host: 192.0.2.31
          Master_SSL_Allowed: Yes
            Slave_IO_Running: Yes
           Slave_SQL_Running: No
${mark} addresses
2: eth0    inet 192.0.2.21/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever preferred_lft forever
2: eth0    inet6 2001:db8::21/64 scope global \\       valid_lft forever preferred_lft forever
${mark} revocation
        Next Update: Nov 28 12:00:00 2027 GMT
        Next Update: Nov 27 12:00:00 2026 GMT
${mark} keys
/etc/ssl/rackwright/site.key
find: nothing that is a path
${mark} relies
names 192.0.2.53
names 192.0.2.53
gateway 192.0.2.1
pool 2.debian.pool.ntp.org
packages deb.debian.org
${mark} limits
unit mariadb.service infinity -800
unit php8.2-fpm.service 536870912 0
unit nginx.service rm -rf
${mark} outdated
unit nginx
unit nginx
unit rm -rf
${mark} writable
/srv/shop/uploads
${mark} end`;

describe('what a host says of itself', () => {
  test('is read into plain data', () => {
    expect(readEvidence(said, mark)).toEqual({
      origin: 'read',
      files: new Map([['/etc/haproxy/haproxy.cfg', 'global']]),
      sockets: [
        { address: '*', port: 443, process: 'nginx' },
        { address: '::1', port: 25, process: 'master' },
        { address: '127.0.0.53', port: 53, process: '' },
      ],
      certificates: [{ port: 443, names: ['web1', 'www.example.org', '192.0.2.21'], ends: 1795780800000 }],
      firewalls: ['ufw'],
      upgrades: [
        { name: 'openssl', security: true },
        { name: 'base-files', security: false },
      ],
      sql: {
        readOnly: true,
        serverId: '3323068449',
        maxConnections: 300,
        requiresTls: true,
        follows: [{ source: '192.0.2.31', running: false, tls: true }],
        accounts: ['shop@192.0.2.%', 'repl@192.0.2.3_'],
        replicationAccounts: ['repl@192.0.2.3_'],
      },
      addresses: ['192.0.2.21', '2001:db8::21'],
      revocationLists: { file: '/etc/ssl/rackwright/ca.crl', ends: 1795780800000 },
      openKeys: ['/etc/ssl/rackwright/site.key'],
      reliesOn: {
        names: ['192.0.2.53'],
        gateway: ['192.0.2.1'],
        time: [],
        pools: ['2.debian.pool.ntp.org'],
        packages: ['deb.debian.org'],
      },
      units: [
        { name: 'mariadb', database: true, limited: false, oomScoreAdjust: -800 },
        { name: 'php8.2-fpm', database: false, limited: true, oomScoreAdjust: 0 },
      ],
      outdatedUnits: ['nginx'],
      webWritable: ['/srv/shop/uploads'],
    });
  });

  test('is refused when it was cut off', () => {
    expect(() => readEvidence(said.replace(/\n\S+ end$/, ''), mark)).toThrow(TypeError);
  });
});

// What it complains of goes to /dev/null on hosts, where files may be missing.
describe.each(['sed', 'busybox sed'])('%s', (sed) => {
  test.each(evidenceParts.map((part) => [part.name, part.script.text] as const))(
    'takes what %s has for it',
    (_, text) => {
      for (const [, program = ''] of text.matchAll(/sed -n '([^']*)'/g))
        expect(() =>
          execFileSync('sh', ['-c', `${sed} -n "$1" </dev/null`, 'sh', program], { stdio: 'pipe' }),
        ).not.toThrow();
    },
  );
});
