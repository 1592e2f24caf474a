import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from '../succeed.ts';
import type { Remedy } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

const directory = '/etc/ssl/rackwright';

/** Those of rules about certificates, keys and plain text at the edge. */
export const trustRemedies: readonly Remedy[] = [
  {
    findings: ['T1d frontend https-plain on lb1'],
    hosts: 'lb1',
    spoil: async (site) => {
      const change = 's/http-request redirect scheme https code 301/default_backend app/';
      await site.asRoot('lb1', `sed -i '${change}' /etc/haproxy/haproxy.cfg && systemctl reload haproxy && sleep 2`);
    },
    apply: (site) => runPlaybook(site, 'site', '--limit', 'lb1'),
    sign: saysYes(
      'lb1',
      'a page over plain HTTP',
      'curl -s -o /dev/null -w "%{http_code}" http://lb1/ | grep -q 200 && echo yes || true',
    ),
  },
  {
    findings: ['T1c service node-exporter'],
    hosts: 'mon1,web1',
    spoil: async (site) => {
      rewrite(site, 'group_vars/all.yml', exporter('mutual'), exporter('none'));
      await runPlaybook(site, 'monitoring', '--limit', 'web');
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', exporter('none'), exporter('mutual'));
      await runPlaybook(site, 'monitoring', '--limit', 'web');
    },
    sign: saysYes(
      'mon1',
      'metrics of web1 for who shows no certificate',
      (site) =>
        `curl -fs --max-time 3 http://${site.address('web1')}:9100/metrics | grep -q ^node_ && echo yes || true`,
    ),
  },
  {
    findings: ['X2 host web1, revocation list'],
    hosts: 'web1',
    spoil: async (site) => {
      rmSync(join(site.directory, '.rackwright/ca/crl.pem'), { force: true });
      await site.asRoot('web1', `rm -f ${directory}/ca.crl`);
      await runPlaybook(site, 'site', '--limit', 'web1', '-e', 'tls_revocation_days=10');
    },
    apply: (site) => runPlaybook(site, 'site'),
    sign: saysYes(
      'web1',
      'a list that ends within 14 days',
      `d=$(openssl crl -in ${directory}/ca.crl -noout -nextupdate) && [ $(date -d "\${d#*=}" +%s) -lt $(($(date +%s) + 1209600)) ] && echo yes || true`,
    ),
  },
  {
    findings: ['K1 host web1, keys'],
    hosts: 'web1',
    spoil: async (site) => {
      await site.asRoot('web1', `chmod 0644 ${directory}/site.key`);
    },
    apply: async (site) => {
      const on = ['exec', 'web1', '-i', 'inventory/lab.yml', '-b', '-m', 'file', '-a'];
      await succeed(site, ...on, `{path: ${directory}/site.key, mode: "0600"}`);
      const shown = await site.asRoot('web1', `openssl x509 -in ${directory}/site.crt -noout -serial`);
      for (const file of ['site.key', 'site.crt'])
        await succeed(site, ...on, `{path: ${directory}/${file}, state: absent}`);
      await succeed(site, 'ca', 'revoke', shown.trim().replace('serial=', '').toLowerCase());
      await runPlaybook(site, 'site');
    },
    sign: saysYes(
      'web1',
      'an account of its own that reads the key',
      `su nobody -s /bin/sh -c "grep -q PRIVATE ${directory}/site.key" 2>/dev/null && echo yes || true`,
    ),
  },
  {
    findings: ['T9b service app, certificates'],
    hosts: 'web',
    spoil: async (site) => {
      for (const host of ['web1', 'web2']) await site.asRoot(host, `rm -f ${directory}/site.crt`);
      await runPlaybook(site, 'site');
    },
    apply: async (site) => {
      const days = `tls_days: "{{ ternary (eq inventory_hostname 'web1') 60 90 }}"\n`;
      rewrite(site, 'group_vars/all.yml', 'tls_hsts: full\n', `tls_hsts: full\n${days}`);
      const gone = `{path: ${directory}/site.crt, state: absent}`;
      await succeed(site, 'exec', 'web1', '-i', 'inventory/lab.yml', '-b', '-m', 'file', '-a', gone);
      await runPlaybook(site, 'site');
    },
  },
];

const exporter = (tls: string): string => `{name: node-exporter, on: all, port: 9100, from: mon, tls: ${tls}}`;
