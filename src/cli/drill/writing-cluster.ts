import type { FailoverDrill } from '../../audit/evidence/failover-drill.ts';
import type { Database } from '../../audit/kill-one/database.ts';
import { HostError } from '../../diagnostics/errors.ts';
import type { WriteProbe } from '../../drill/probes.ts';
import { dialectOf } from '../../replication/dialect-of.ts';
import type { LoadedInventory } from '../load-inventory.ts';
import { mysqlCommand } from '../mysql-command.ts';
import { openMembers } from '../mysql/open-members.ts';
import { rememberDrill } from '../mysql/remember-drill.ts';
import type { MysqlArguments } from '../mysql/options.ts';
import type { Tools } from '../tools.ts';
import { isConnectionVariable, unlockHosts } from '../unlock.ts';
import type { DrillArguments } from './options.ts';
import { removeWrites, writingMembers } from './writing-members.ts';

export interface WritingCluster {
  readonly probe: WriteProbe;
  /**
   * Brings back who does not follow, lets the next failover come, and removes what the drill has written.
   * @param tried what came of a failover, if there was one: the servers remember it
   */
  leave(tried: FailoverDrill | undefined): Promise<void>;
}

/** Upon whom something is done, where that is one of them. */
interface On {
  readonly to?: string;
  readonly setAside?: string;
}

/** A cluster with a client that writes. */
export async function writingCluster(
  tools: Tools,
  args: DrillArguments,
  loaded: LoadedInventory,
  { members: names }: Database,
): Promise<WritingCluster> {
  await unlockHosts(loaded, names, (name) => name.startsWith('mysql_') || isConnectionVariable(name));
  const operate = (action: MysqlArguments['action'], on: On = {}): MysqlArguments => ({
    ...{ ...args, action, pattern: names.join(','), timeout: 3, format: 'text' },
    ...{ to: on.to, freeze: 10, block: 3600, setAside: on.setAside, acceptSplitBrain: false },
    ...{ 'set-aside': on.setAside, 'accept-split-brain': false },
  });
  const opened = await openMembers(tools, operate('status'), loaded, names);
  const dialect = await dialectOf(opened.members);
  const probe = await writingMembers(
    opened.members,
    dialect,
    (milliseconds) => tools.sleep(milliseconds),
    () => said('failover'),
  );
  return {
    probe,
    leave: async (tried) => {
      await probe.stop();
      await healed();
      await opened.close();
      // The line to the one that was away is as dead as it was.
      const whole = await openMembers(tools, operate('status'), loaded, names);
      try {
        await removeWrites(whole.members, dialect);
        if (tried !== undefined) await rememberDrill(whole.members, tried);
      } finally {
        await whole.close();
      }
    },
  };

  /** What `rackwright mysql ACTION` would have printed. */
  async function said(action: MysqlArguments['action']): Promise<string> {
    const { told } = await operated(action);
    return told;
  }

  async function operated(
    action: MysqlArguments['action'],
    on: On = {},
  ): Promise<{ readonly code: number; readonly told: string }> {
    let told = '';
    const note = (text: string): void => {
      told += text;
    };
    const terminal = { ...tools.terminal, out: note, err: note };
    const code = await mysqlCommand({ ...tools, terminal }, operate(action, on)).catch((error: unknown) => {
      if (!(error instanceof HostError)) throw error;
      note(error.message);
      return 1;
    });
    return { code, told: told.trim() };
  }

  /** A host that has just been switched on takes its time. @throws HostError after two minutes */
  async function healed(): Promise<void> {
    const end = performance.now() + 120_000;
    for (;;) {
      const { told: refusals } = await operated('rejoin');
      // It died with a write in its log of which nobody had heard, and made it good when it was started.
      for (const [, name = ''] of refusals.matchAll(/(\S+) refused: it wrote what the primary does not have/g)) {
        tools.terminal.err(`${name} wrote what nobody else has: that is set aside, and ${name} is made anew\n`);
        await operated('rejoin', { setAside: name });
        await operated('clone', { to: name });
      }
      const { code, told } = await operated('acknowledge');
      if (code === 0) return;
      // Where nobody writes because it was the writer that came back, somebody has to be told to; else it refuses.
      await operated('failover');
      if (performance.now() > end)
        throw new HostError('command-failed', `the databases are not as they were: ${told}`, {
          hint: '`rackwright mysql rejoin` and `rackwright mysql status` say more',
        });
      await tools.sleep(3000);
    }
  }
}
