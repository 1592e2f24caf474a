import { databasesOf } from '../kill-one/database.ts';
import { pasteable } from '../pasteable.ts';
import type { Rule } from '../rule.ts';

/** C7 */
export const grantsAndCallers: Rule = {
  id: 'C7',
  title: 'Accounts of the database and its callers do not fit each other',
  explanation: `Looks at the accounts of each database server and where they may come from: LOW for accounts that may come from anywhere, MEDIUM for hosts that the
topology lets in and no account does. Accounts of localhost are not looked at, and one that may only
follow lets no application in. Needs \`--live\`.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members }) => {
      const callers = site.hosts.filter(({ name }) => service.from?.some(({ hosts }) => hosts.includes(name)) === true);
      const accounts = members.flatMap((host) =>
        (site.evidence.get(host)?.sql?.accounts ?? [])
          .map((account) => ({
            ...{ host, account, from: account.slice(account.lastIndexOf('@') + 1) },
            follows: site.evidence.get(host)?.sql?.replicationAccounts?.includes(account) === true,
          }))
          .filter(({ from }) => !/^(?:localhost|127\.|::1|)$/.test(from)),
      );
      const writer = members.find((host) => site.evidence.get(host)?.sql?.readOnly === false) ?? 'WRITER';
      const [first] = accounts;
      if (first === undefined) return [];
      const wide = [...new Set(accounts.filter(({ from }) => from === '%').map(({ account }) => account))];
      const refused = callers.filter(
        ({ name, addresses }) =>
          !members.includes(name) &&
          !accounts.some(({ from, follows }) => !follows && addresses.some((address) => matches(from, address))),
      );
      return [
        ...(wide.length === 0
          ? []
          : [
              {
                about: `service ${service.name}, accounts`,
                severity: 'LOW' as const,
                title: `accounts of ${service.name} may come from anywhere`,
                evidence: wide.map((account) => ({ text: `${first.host}: ${account}` })),
                reasoning:
                  'Only the firewall decides who may try their passwords. One that is off for a minute is enough.',
                remedy: `name where they come from (\`mysql_users: [{host: 198.18.10.%, …}]\`, \`mysql_replication_hosts\`) and run \`playbooks/database.yml\`; what was there before goes with ${wide.map((account) => `\`rackwright exec ${writer} -b -m mysql_user -a "{name: ${pasteable(account.slice(0, -2), 'NAME')}, host: '%', state: absent}"\``).join(', ')}`,
              },
            ]),
        ...refused.map(({ name }) => ({
          about: `service ${service.name}, host ${name}`,
          severity: 'MEDIUM' as const,
          title: `${name} may reach ${service.name}, but no account lets it in`,
          evidence: [{ text: `accounts: ${[...new Set(accounts.map(({ account }) => account))].join(', ')}` }],
          reasoning: 'Its application fails to log in, or logs in with an account that was made by hand elsewhere.',
          remedy: `let an account of \`mysql_users\` come from its address and run \`playbooks/database.yml\`, or take ${name} out of \`from\` of ${service.name}`,
        })),
      ];
    }),
};

/** `%` stands for any text and `_` for one letter. */
function matches(pattern: string, address: string): boolean {
  const [network = '', mask] = pattern.split('/');
  if (mask !== undefined) return address.startsWith(network.replace(/(?:\.0)+$/, '.'));
  const source = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`).test(address);
}
