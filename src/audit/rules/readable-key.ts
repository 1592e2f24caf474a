import { pasteable } from '../pasteable.ts';
import type { Rule } from '../rule.ts';

/** K1 */
export const readableKey: Rule = {
  id: 'K1',
  title: 'A private key can be read by everybody on its host',
  explanation: `Looks at files with a private key below \`/etc/ssl\`, \`/etc/haproxy\`, \`/etc/nginx\`, \`/etc/mysql\`, \`/etc/prometheus\`, \`/etc/letsencrypt\`, \`/etc/pki\`, \`/var/lib/dehydrated\`, \`/srv\` and \`/opt\` whose
mode lets every account read them, if the directories above let it get there. Needs \`--live\`.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { openKeys = [] }]) => {
      const [first] = openKeys;
      if (first === undefined) return [];
      return [
        {
          about: `host ${host}, keys`,
          severity: 'HIGH' as const,
          title: `every account of ${host} may read ${openKeys.length === 1 ? first : `${openKeys.length} private keys`}`,
          evidence: openKeys.map((file) => ({ text: `${host} ${file}: mode lets others read it` })),
          reasoning:
            'Any hole in any service of this host gives the key away, and with it the host’s name. Who has it answers in its place until the certificate ends.',
          remedy: `\`rackwright exec ${host} -b -m file -a "{path: ${pasteable(first, 'FILE')}, mode: '0600'}"\`. It may have been read: remove key and certificate, take the old one back (\`rackwright ca list\` shows its number, \`rackwright ca revoke NUMBER\`), and run \`playbooks/site.yml\`, which makes new ones and tells all who verify`,
        },
      ];
    }),
};
