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
      const grave = [
        ...(wrongWriters ? [`${writers.join(', ') || 'none of them'} accepts writes`] : []),
        ...stopped,
        ...plain,
      ];
      const all = [
        ...grave,
        ...lax.map(({ host }) => `${host} lets clients in without TLS: require_secure_transport is off`),
      ];
      if (all.length === 0) return [];
      return [
        {
          about: `service ${service.name}`,
          severity: grave.length > 0 ? ('HIGH' as const) : ('MEDIUM' as const),
          title: `${service.name} is not in the state that the site counts on`,
          evidence: all.map((text) => ({ text })),
          reasoning:
            'With two writers data drift apart, and with none nothing is written. A replica that stands still is no replica when it is needed.',
          remedy: '`rackwright mysql status` says what to do; `playbooks/database.yml` sets what is only configuration',
        },
      ];
    }),
};
