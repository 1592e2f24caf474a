import type { Member } from '../../src/replication/member.ts';
import type { NodeState } from '../../src/replication/node.ts';
import type { Answering, Seen } from '../../src/replication/read-members.ts';

export function exampleMember(name: string): Member {
  return {
    name,
    address: `198.18.10.${name.length}${name.charCodeAt(name.length - 1) % 10}`,
    port: 3306,
    send: notAsked,
  };
}

/** A replica of `of` that is as it should be, or the primary when it follows nobody. */
export function exampleNode(member: Member, of: Member | undefined, differs: Partial<NodeState> = {}): Answering {
  return {
    member,
    state: {
      version: '10.11.19-MariaDB',
      id: String(member.name.charCodeAt(0)),
      writable: of === undefined,
      done: '0-97-5',
      received: '0-97-5',
      history: '0-97-5',
      authority: '/etc/mysql/tls/ca.crt',
      source: of && {
        host: of.address,
        port: of.port,
        user: 'replication',
        receiving: true,
        applying: true,
        lag: 0,
        heard: '7',
        heartbeat: 2,
        errors: [],
        tls: undefined,
      },
      semiSync: { wanted: true, waits: of === undefined, acknowledging: 2, acknowledges: of !== undefined },
      replicas: of === undefined ? 2 : 0,
      ...differs,
    },
  };
}

export function exampleSilence(member: Member, silent: 'host' | 'server'): Seen {
  return { member, state: undefined, silent, why: 'it took too long' };
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error('nobody is asked in this test'));
}
