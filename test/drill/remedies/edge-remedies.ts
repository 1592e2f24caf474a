import { succeed } from '../succeed.ts';
import type { Site } from '../../support/site.ts';
import { foreignCertificate } from '../tls-backends.ts';
import { seenOnWire } from '../tls-wire.ts';
import type { Remedy } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

/** Those of rules whose remedy is a variable or a playbook, on two load balancers, two web hosts and one that watches. */
export const edgeRemedies: readonly Remedy[] = [
  {
    findings: ['T1 service app'],
    hosts: 'lb,web',
    bad: ['-e', 'edge_tls=none'],
    spoil: (site) => runPlaybook(site, 'site', '-e', 'edge_tls=none'),
    apply: (site) => runPlaybook(site, 'site', '-e', 'edge_tls=re-encrypt'),
    sign: {
      what: "a client's header in the clear on the wire of web1",
      seen: async (site) => (await seenOnWire(site)) > 0,
    },
  },
  {
    findings: ['T7 host lb1'],
    hosts: 'lb1',
    spoil: (site) => runPlaybook(site, 'site', '--limit', 'lb1', '-e', 'haproxy_timeout_client=20s'),
    apply: (site) => runPlaybook(site, 'site', '--limit', 'lb1'),
  },
  {
    findings: ['T1b host lb1'],
    hosts: 'lb1',
    spoil: (site) => edit(site, 's/verify required/verify none/'),
    apply: (site) => runPlaybook(site, 'site', '--limit', 'lb1'),
  },
  {
    findings: ['T6 backend app on lb1', 'T10 state of web hosts'],
    hosts: 'lb1',
    spoil: (site) => edit(site, '/option httpchk/d; /http-check/d; s/balance roundrobin/balance source/'),
    apply: (site) => runPlaybook(site, 'site', '--limit', 'lb1'),
  },
  {
    findings: ['X1 host web1, port 443', 'C3 host web1, port 443'],
    // Who asks by which name says the load balancer's configuration.
    hosts: 'lb1,web1',
    spoil: async (site) => {
      const other = foreignCertificate.replaceAll('web1', 'elsewhere');
      await site.asRoot('web1', `cd /etc/ssl/rackwright && ${other} && systemctl reload nginx`);
    },
    apply: (site) => runPlaybook(site, 'site', '--limit', 'web1'),
    sign: saysYes(
      'lb1',
      'web1 refused by whoever checks',
      'curl -sS --cacert /etc/ssl/rackwright/ca.crt https://web1/healthz >/dev/null 2>&1 || echo yes',
    ),
  },
  {
    findings: ['C2 backend app on lb1, server web1', 'C6 service app'],
    hosts: 'lb1,web1',
    spoil: async (site) => {
      await site.asRoot('web1', 'systemctl stop nginx');
    },
    apply: (site) => runPlaybook(site, 'site', '--limit', 'web1'),
    sign: saysYes(
      'lb1',
      'a connection to web1 refused',
      'curl -sk --max-time 3 https://web1/healthz >/dev/null || echo yes',
    ),
  },
  {
    findings: ['F1 host web1'],
    hosts: 'web1',
    spoil: async (site) => {
      await site.asRoot(
        'web1',
        'apt-get -qq install -y ufw >/dev/null 2>&1; ufw allow 22/tcp >/dev/null && ufw allow 443/tcp >/dev/null && ufw --force enable >/dev/null',
      );
    },
    apply: (site) => runPlaybook(site, 'site', '--limit', 'web1'),
    sign: saysYes('web1', "ufw's chains in the kernel of web1", 'ufw status | grep -qw active && echo yes || true'),
  },
  {
    findings: ['E2 host web2'],
    hosts: 'web2',
    spoil: async (site) => {
      await site.asRoot(
        'web2',
        'systemd-run --quiet --unit stray openssl s_server -accept 9999 -cert /etc/ssl/rackwright/site.crt -key /etc/ssl/rackwright/site.key; sleep 2',
      );
    },
    apply: async (site) => {
      const stop = '{name: stray, state: stopped}';
      await succeed(site, 'exec', 'web2', '-i', 'inventory/lab.yml', '-b', '-m', 'service', '-a', stop);
    },
  },
  {
    findings: ['M1 service node-exporter'],
    hosts: 'web',
    spoil: (site) => {
      describe(site, allExporters('mon'), allExporters(controller(site)));
      return Promise.resolve();
    },
    apply: async (site) => {
      describe(site, allExporters(controller(site)), allExporters('mon'));
      await runPlaybook(site, 'monitoring', '--limit', 'web');
    },
    sign: saysYes(
      'mon1',
      'web1 silent to mon1',
      (site) => `timeout 3 bash -c "exec 3<>/dev/tcp/${site.address('web1')}/9100" 2>/dev/null || echo yes`,
    ),
  },
  {
    findings: ['E1 service ssh'],
    hosts: 'web1',
    spoil: () => Promise.resolve(),
    apply: async (site) => {
      const door = '{name: ssh, on: all, port: ssh, from: ';
      describe(site, `${door}any}`, `${door}${controller(site)}}`);
      await runPlaybook(site, 'site', '--limit', 'web1');
    },
    sign: saysYes(
      'lb1',
      "web1's sshd answering lb1",
      'timeout 3 bash -c "exec 3<>/dev/tcp/web1/22 && head -c 4 <&3 | grep -q SSH" 2>/dev/null && echo yes || true',
    ),
  },
];

const allExporters = (from: string): string => `{name: node-exporter, on: all, port: 9100, from: ${from}, tls: mutual}`;

function controller(site: Site): string {
  return site.address('lb1').replace(/\d+$/, '1');
}

/** What somebody does by hand to the load balancer's configuration. @param script of sed */
async function edit(site: Site, script: string): Promise<void> {
  await site.asRoot('lb1', `sed -i '${script}' /etc/haproxy/haproxy.cfg && systemctl reload haproxy`);
}

/** Writes something else into the topology. */
function describe(site: Site, from: string, to: string): void {
  rewrite(site, 'group_vars/all.yml', from, to);
}
