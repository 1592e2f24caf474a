import type { Site } from '../support/site.ts';
import { balancers, publicName, tlsInventory } from './tls-site.ts';

/** The site of the drill of TLS, with load balancers that ask `ca1` for their certificates. */
export const acmeInventory = (network: string): string =>
  tlsInventory(network)
    .replace('vars: {keep', `vars: {${asking}, keep`)
    .replace(/ {8}web2: .*\n/, '')
    .replace(
      '    db: {}',
      `    ca: {hosts: {ca1: {ansible_host: ${network}.51}}, vars: {firewall_services: ${open}}}\n    db: {}`,
    );

const bundle = '/etc/ssl/certs/ca-certificates.crt';
const asking = `tls_source: acme, acme_directory: "https://ca1:14000/dir", acme_accept_terms: true, acme_curl_options: --cacert ${bundle}`;
const open = '[{name: ssh, port: 22}, {name: acme, port: 14000}, {name: roots, port: 15000}]';

/**
 * Starts Debian's pebble on `ca1`, a small ACME authority for tests. It knows the public name as the address of the second load balancer, so that
 * what the first one asks for is looked for at the other. Load balancers trust it, as those of a company trust that of
 * the company; the role base lets update-ca-certificates read what is put there.
 *
 * @returns PEM of its root
 */
export async function startPebble(site: Site): Promise<string> {
  const [, second = ''] = balancers;
  await site.asRoot(
    'ca1',
    `dpkg -s pebble >/dev/null 2>&1 || apt-get -qq install -y pebble >/dev/null 2>&1; dpkg -s pebble >/dev/null
mkdir -p /etc/pebble && cd /etc/pebble
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=ca1 -addext subjectAltName=DNS:ca1,DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null
printf '%s' '${JSON.stringify(pebble)}' >config.json
echo '${site.address(second)} ${publicName}' >>/etc/hosts
systemd-run --quiet --unit pebble --working-directory /etc/pebble --setenv PEBBLE_VA_NOSLEEP=1 pebble -config config.json -strict=false`,
  );
  const certificate = await site.asRoot('ca1', 'cat /etc/pebble/cert.pem');
  const root = await site.asRoot(
    'ca1',
    'n=0; until curl -fsS --cacert /etc/pebble/cert.pem https://localhost:15000/roots/0 2>/dev/null; do n=$((n + 1)); [ $n -lt 100 ] || exit 1; sleep 0.2; done',
  );
  for (const host of balancers)
    await site.asRoot(
      host,
      `grep -q ' ca1$' /etc/hosts || echo '${site.address('ca1')} ca1' >>/etc/hosts
cd /usr/local/share/ca-certificates && printf '%s' '${certificate}' >pebble.crt && printf '%s' '${root}' >pebble-root.crt`,
    );
  return root;
}

const pebble = {
  pebble: {
    listenAddress: '0.0.0.0:14000',
    managementListenAddress: '0.0.0.0:15000',
    certificate: 'cert.pem',
    privateKey: 'key.pem',
    httpPort: 80,
    tlsPort: 443,
    ocspResponderURL: '',
    externalAccountBindingRequired: false,
  },
};
