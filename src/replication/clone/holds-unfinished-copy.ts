import { sh } from '../../shell.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Member } from '../member.ts';
import { unfinishedCopy } from './unfinished-copy.ts';

/** Whether a copy was cut off before its server knew its position: then it would follow from a wrong one. @throws HostError as {@link Member.send} does */
export async function holdsUnfinishedCopy(member: Member, { dataDirectory }: Dialect): Promise<boolean> {
  const { exitCode } = await member.send({
    script: sh`[ -e ${`${dataDirectory}/${unfinishedCopy}`} ]`,
    timeoutMs: 5000,
  });
  return exitCode === 0;
}
