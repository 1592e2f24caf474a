import { request } from 'node:https';
import type { Site } from '../support/site.ts';
import { publicName, publicTargets, webHosts } from './tls-site.ts';

/**
 * Sends requests with a word that nobody else says through the load balancers, and listens on a web host meanwhile.
 * @returns how often the word was seen there in the clear
 */
export async function seenOnWire(site: Site): Promise<number> {
  const marker = 'Rackwright-Marker-3f9b61';
  const [host = ''] = webHosts;
  await site.asRoot(
    host,
    'command -v tcpdump >/dev/null || apt-get -qq install -y tcpdump >/dev/null 2>&1; command -v tcpdump >/dev/null',
  );
  const heard = site.asRoot(
    host,
    `rm -f /tmp/heard; timeout 12 tcpdump -Z root -i eth0 -n -U -s 0 -w /tmp/heard 'tcp port 80 or tcp port 443' 2>/tmp/tcpdump || [ $? = 124 ] || cat /tmp/tcpdump >&2
[ $(stat -c %s /tmp/heard) -gt 10000 ] && { grep -a -c ${marker} /tmp/heard || [ $? = 1 ]; }`,
  );
  await new Promise((resolve) => setTimeout(resolve, 4000));
  for (let round = 0; round < 6; round += 1)
    for (const { address, trust } of publicTargets(site))
      await new Promise<void>((resolve, reject) => {
        const headers = { host: publicName, 'x-marker': marker };
        request(
          { host: address, port: 443, path: '/', servername: publicName, headers, ca: trust, agent: false },
          (response) => {
            response.resume().on('end', resolve);
          },
        )
          .on('error', reject)
          .end();
      });
  return Number((await heard).trim());
}
