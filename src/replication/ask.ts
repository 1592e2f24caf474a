import { randomBytes } from 'node:crypto';
import { HostError } from '../diagnostics/errors.ts';
import { clientCommand } from '../sql/client-command.ts';
import { records } from '../sql/records.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import type { Row } from './row.ts';
import { lastLine } from './last-line.ts';

/**
 * Has statements run in one session of the local client; stops at the first that fails. Gives the rows of each, in their order.
 * Statements travel on standard input, so that what is secret in them is nowhere else.
 * @throws HostError `command-failed` with what the server said; else as {@link Member.send} does
 */
export async function ask(
  member: Member,
  { sql }: Pick<ClusterDialect, 'sql'>,
  statements: readonly string[],
  timeoutMs = usualMs,
): Promise<readonly (readonly Row[])[]> {
  // A server could say any fixed word.
  const mark = `end-${randomBytes(16).toString('hex')}`;
  const text = statements.map((statement) => `${statement};\nSELECT 1 AS \`${mark}\`;\n`).join('');
  const script = clientCommand(sql, { head: 'names' });
  const result = await member.send({ script, stdin: Buffer.from(text), timeoutMs, confidential: true });
  if (result.exitCode !== 0) {
    const said = lastLine(result.stderr);
    throw new HostError('command-failed', said === '' ? `the SQL client ended with ${result.exitCode}` : said);
  }
  const parts = Buffer.from(result.stdout).toString('utf8').split(`${mark}\n1\n`);
  if (result.truncated || parts.length !== statements.length + 1)
    throw new HostError('command-failed', 'the SQL client said more, or less, than it was asked');
  return parts.slice(0, -1).map(records);
}

const usualMs = 10_000;
