import { HostError } from '../diagnostics/errors.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { clientCommand } from '../sql/client-command.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import { acceptWrites, refuseWrites } from './follow.ts';
import type { Member } from './member.ts';
import { lastLine } from './last-line.ts';

/** A primary that holds its breath. */
export interface Frozen {
  /** All that was ever committed there. */
  readonly position: string;
  /**
   * Makes it stay read-only for good. Until then it goes back to work by itself when its time is over, whatever becomes of us.
   * @throws HostError when it has gone back to work, or cannot be asked: then nothing may be promoted
   */
  keep(): Promise<void>;
  /**
   * Lets it go on; never throws. `false` when it has promised to stay read-only, or cannot be asked: unless it has promised, it goes
   * on by itself.
   */
  release(): Promise<boolean>;
}

/**
 * Stops all writes on the primary for at most `seconds`: it refuses new ones, ends the sessions of its clients, waits for what is
 * being committed, and lets nobody commit, root neither. The host itself decides, by whoever is first to write one file, between
 * going back to work and staying read-only: so there is no moment in which a lost connection could leave two writers.
 * @throws HostError and the primary goes on
 */
export async function freeze(primary: Member, dialect: ClusterDialect, seconds: number): Promise<Frozen> {
  const place = placeOf(primary);
  const { exitCode, stdout, stderr } = await primary.send({
    script: startScript(dialect, seconds, place),
    timeoutMs: (seconds + 10) * 1000,
  });
  const position = /^frozen\t([^\n]*)$/m.exec(Buffer.from(stdout).toString('utf8'))?.[1];
  if (exitCode !== 0 || position === undefined) throw notFrozen(stderr);
  const decide = async (word: string): Promise<boolean> => {
    const { exitCode: lost } = await primary.send({ script: decision(place, word), timeoutMs: 5000 });
    return lost === 0;
  };
  return {
    position: position === 'NULL' ? '' : position,
    keep: async () => {
      if (await decide('keep')) return;
      throw new HostError('command-failed', `${primary.name} was frozen for ${seconds} s and has gone back to work`);
    },
    release: () => decide('release').catch(() => false),
  };
}

function notFrozen(stderr: Uint8Array): HostError {
  const why = lastLine(stderr);
  return new HostError(
    'command-failed',
    why === '' ? 'the primary could not be frozen' : `the primary could not be frozen: ${why}`,
  );
}

/**
 * Has a primary go on that holds its breath for a command that was cut off, and waits until it does: else it might do so behind the back of the next one.
 * @throws HostError when it cannot be asked, or nothing is known of it
 */
export async function thaw(member: Member): Promise<void> {
  const place = placeOf(member);
  const { exitCode } = await member.send({
    script: sh`IFS= read -r pid 2>/dev/null <${place}/pid || exit 0
${decision(place, 'release')}
left=100
while kill -0 "$pid" 2>/dev/null && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
[ "$left" -gt 0 ] && rm -f ${place}/pid`,
    timeoutMs: 15_000,
  });
  if (exitCode !== 0)
    throw new HostError('command-failed', `${member.name} holds still for an earlier command, and does not go on`);
}

/** A host may have more than one server. */
function placeOf({ port }: Member): string {
  return `/run/rackwright-mysql/${port}`;
}

/** The first word that is written here is the one that counts. */
function decision(place: string, word: string): Command {
  return sh`( set -C; echo ${word} >${place}/decision ) 2>/dev/null`;
}

/** Leaves the freezing to a process of its own, which no lost connection ends, and waits until it has begun or failed. */
function startScript(dialect: ClusterDialect, seconds: number, place: string): Command {
  return sh`umask 077
mkdir -p ${place} && rm -f ${place}/decision ${place}/ended ${place}/said ${place}/errors ${place}/pid || exit 1
setsid sh -c ${freezeScript(dialect, seconds, place).text} </dev/null >${place}/said 2>${place}/errors &
until [ -e ${place}/ended ] || grep -q '^frozen' ${place}/said; do sleep 0.05; done
cat ${place}/said
cat ${place}/errors >&2
! [ -e ${place}/ended ]`;
}

function freezeScript(dialect: ClusterDialect, seconds: number, place: string): Command {
  const run = clientCommand(dialect.sql);
  const forcing = clientCommand(dialect.sql, { more: ['--force'] });
  const telling = clientCommand(dialect.sql, { more: ['--unbuffered'] });
  const lines = (statements: readonly string[]): string => statements.map((each) => `${each};\n`).join('');
  const patience = 'SET SESSION lock_wait_timeout = 3';
  const holdStill = [patience, 'FLUSH TABLES WITH READ LOCK', `SELECT 'frozen', (${dialect.sql.gtid.executed})`];
  const kills = `SELECT CONCAT('KILL ', ID, ';') FROM ${dialect.sql.processes} WHERE ID <> CONNECTION_ID()
AND USER NOT IN ('system user', 'event_scheduler') AND COMMAND NOT LIKE 'Binlog Dump%' AND COMMAND <> 'Daemon'`;
  return sh`echo "$$" >${place}/pid
go_on() { printf %s ${lines(acceptWrites(dialect))} | ${run}; }
printf %s ${lines([patience, ...refuseWrites(dialect)])} | ${run} || { go_on; rm -f ${place}/pid; : >${place}/ended; exit 1; }
# What is being committed may end in peace.
sleep 0.2
printf '%s;\n' ${kills} | ${run} >${place}/kills
# Some have ended by themselves.
${forcing} <${place}/kills 2>/dev/null
{
  printf %s ${lines(holdStill)}
  left=${seconds * 10}
  until [ "$left" -le 0 ] || [ -e ${place}/decision ] || [ -e ${place}/ended ]; do sleep 0.1; left=$((left - 1)); done
  ${decision(place, 'release')}
} | { ${telling}; : >${place}/ended; }
IFS= read -r word <${place}/decision
[ "$word" = keep ] || go_on
rm -f ${place}/pid`;
}
