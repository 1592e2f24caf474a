import { HostError } from '../diagnostics/errors.ts';
import { ask } from './ask.ts';
import { acceptWrites } from './follow.ts';
import type { Operation } from './operation.ts';
import type { Answering } from './read-members.ts';

/**
 * Makes a server that has all it shall have the primary. Done twice it does no harm, so a lost answer is asked for again.
 *
 * Where semi-synchronous replication was on while the server was a replica it has given up waiting, as nobody acknowledged what it
 * applied, and would wait for no commit until one is acknowledged. Switched off and on it waits from the first.
 * @throws HostError when it is not known whether it accepts writes
 */
export async function promote({ member, state }: Answering, { dialect, sleep }: Operation): Promise<void> {
  const { replication, semiSync } = dialect.sql;
  const again = ['OFF', 'ON'].map((value) => `SET GLOBAL ${semiSync.sourceEnabled} = ${value}`);
  const waitFirst = state.semiSync.wanted ? again : [];
  for (let left = attempts; ; left -= 1)
    try {
      await ask(member, dialect, [replication.stop, replication.forget, ...waitFirst, ...acceptWrites(dialect)]);
      return;
    } catch (error) {
      if (left === 1 || !(error instanceof HostError)) throw error;
      await sleep(1000);
    }
}

const attempts = 3;
