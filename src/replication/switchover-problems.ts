import { ask } from './ask.ts';
import { sourceOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import type { Member } from './member.ts';
import type { Operation } from './operation.ts';
import { isAnswering } from './read-members.ts';
import type { Answering } from './read-members.ts';

/**
 * Why a member cannot become the primary now; empty when it can. All members must answer: who is not heard may accept writes. Where
 * nobody accepts writes (all were restarted, or an earlier switchover was cut off) any member can that has all that others have.
 */
export async function switchoverProblems(
  operation: Operation,
  { seen, writers }: Cluster,
  target: Member,
): Promise<readonly string[]> {
  const silent = seen.filter((each) => !isAnswering(each)).map(({ member }) => `${member.name} does not answer`);
  const answering = seen.filter(isAnswering);
  const candidate = answering.find(({ member }) => member === target);
  if (silent.length > 0 || candidate === undefined) return silent;
  const [writer, second] = writers;
  if (second !== undefined) return [`${writers.map(({ member }) => member.name).join(' and ')} accept writes`];
  if (writer === undefined) return missing(operation, answering, candidate);
  if (writer === candidate) return [`${target.name} is the primary already`];
  const long = await longTransactions(operation, writer.member);
  return [...unfit(operation, candidate, writer), ...long];
}

function missing({ dialect }: Operation, answering: readonly Answering[], candidate: Answering): readonly string[] {
  return answering.flatMap(({ member, state }) => {
    const order = dialect.compare(state.received, candidate.state.received);
    if (order !== 'ahead' && order !== 'diverged') return [];
    return [`${member.name} has ${state.received}, ${candidate.member.name} only ${candidate.state.received}`];
  });
}

function unfit({ dialect, members }: Operation, candidate: Answering, writer: Answering): readonly string[] {
  const { name } = candidate.member;
  const { source } = candidate.state;
  const errant = dialect.errant(candidate.state, writer.state);
  const own = errant === 'unknown' ? [] : errant.map((gtid) => `${name} wrote ${gtid} by itself`);
  if (source === undefined || sourceOf(candidate, members) !== writer.member)
    return [...own, `${name} does not follow ${writer.member.name}`];
  const stopped =
    source.receiving && source.applying ? [] : [[`${name} does not keep up`, ...source.errors].join(': ')];
  const late = source.lag !== undefined && source.lag > mostLag ? [`${name} is ${source.lag} s behind`] : [];
  return [...own, ...stopped, ...late];
}

/** What has run for long would be cut off, and be rolled back for as long. */
async function longTransactions(operation: Operation, primary: Member): Promise<readonly string[]> {
  const [rows = []] = await ask(primary, operation.dialect, [longStatement]);
  return rows.map(
    (row) =>
      `a transaction of session ${String(row.get('session'))} on ${primary.name} has run for ${String(row.get('seconds'))} s`,
  );
}

/** Seconds. */
const mostLag = 5;
const longest = 10;
const longStatement = `SELECT trx_mysql_thread_id AS session, TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS seconds
FROM information_schema.INNODB_TRX WHERE trx_started < NOW() - INTERVAL ${longest} SECOND AND trx_rows_modified > 0`;
