import { describe, expect, test } from '@jest/globals';
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
account	shop	192.0.2.%
                 Master_Host: 192.0.2.31
          Master_SSL_Allowed: Yes
            Slave_IO_Running: Yes
           Slave_SQL_Running: No
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
        accounts: ['shop@192.0.2.%'],
      },
    });
  });

  test('is refused when it was cut off', () => {
    expect(() => readEvidence(said.replace(/\n\S+ end$/, ''), mark)).toThrow(TypeError);
  });
});
