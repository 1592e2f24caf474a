import type { SqlEvidence } from '../evidence/host-evidence.ts';
import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** D1 */
export const databaseState: Rule = {
  id: 'D1',
  title: 'Database servers are not what the site counts on',
  explanation: `Looks at what all servers of a database say: that exactly one accepts writes where they follow each other, that replicas run and copy over TLS, and that clients
must use it. Needs \`--live\`.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members, kind }) => {
      const states = members.flatMap((host) => {
        const sql = site.evidence.get(host)?.sql;
        return sql === undefined ? [] : [{ host, sql }];
      });
      const writers = states.filter(({ sql }) => !sql.readOnly).map(({ host }) => host);
      const wrongWriters = kind === 'replicas' && states.length === members.length && writers.length !== 1;
      const follows = states.flatMap(({ host, sql }) => sql.follows.map((each) => ({ host, ...each })));
      const stopped = follows
        .filter(({ running }) => !running)
        .map(({ host, source }) => `${host} does not follow ${source}`);
      const plain = follows
        .filter(({ tls }) => !tls)
        .map(({ host, source }) => `${host} copies from ${source} without TLS`);
      const lax = states.filter(({ sql }) => service.tls !== 'none' && !sql.requiresTls);
      const troubles = [
        ...(wrongWriters ? [writersTrouble(service.on, writers, states)] : []),
        ...[...stopped, ...plain].map((text) => ({
          text,
          remedy: 'run `playbooks/database.yml`; `rackwright mysql rejoin` for one that wrote what the writer lacks',
        })),
      ];
      const all = [
        ...troubles,
        ...lax.map(({ host }) => ({
          text: `${host} lets clients in without TLS: require_secure_transport is off`,
          remedy: `\`rackwright exec ${service.on.join(',')} -b -m mysql_variable -a "{name: require_secure_transport, value: true, persist: false}"\``,
        })),
      ];
      if (all.length === 0) return [];
      return [
        {
          about: `service ${service.name}`,
          severity: troubles.length > 0 ? ('HIGH' as const) : ('MEDIUM' as const),
          title: `${service.name} is not in the state that the site counts on`,
          evidence: all.map(({ text }) => ({ text })),
          reasoning:
            'With two writers data drift apart, and with none nothing is written. A replica that stands still is no replica when it is needed.',
          remedy: [...new Set(all.map(({ remedy }) => remedy))].join('; '),
        },
      ];
    }),
};

interface State {
  readonly host: string;
  readonly sql: SqlEvidence;
}

/** Who follows another and accepts writes all the same was opened by hand; playbooks refuse to choose. */
function writersTrouble(
  on: readonly string[],
  writers: readonly string[],
  states: readonly State[],
): { readonly text: string; readonly remedy: string } {
  const text = `${writers.join(' and ') || 'none of them'} accepts writes`;
  const status = `\`rackwright mysql status ${on.join(',')}\``;
  if (writers.length === 0)
    return {
      text,
      remedy: `${status} says why, and whether \`rejoin\`, \`failover\` or \`playbooks/database.yml\` is next`,
    };
  const followers = states.filter(({ host, sql }) => writers.includes(host) && sql.follows.length > 0);
  const sure = followers.length === writers.length - 1;
  const close = (sure ? followers.map(({ host }) => host) : ['HOST']).map(
    (host) => `\`rackwright exec ${host} -b -m mysql_variable -a "{name: read_only, value: true, persist: false}"\``,
  );
  return {
    text,
    remedy: `${sure ? '' : `${status} says who wrote what; close all but one: `}${close.join(', ')}, then run \`playbooks/database.yml\``,
  };
}
