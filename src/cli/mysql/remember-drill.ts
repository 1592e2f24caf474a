import { dirname } from 'node:path';
import { drillFile } from '../../audit/evidence/failover-drill.ts';
import type { FailoverDrill } from '../../audit/evidence/failover-drill.ts';
import type { Member } from '../../replication/member.ts';
import { sh } from '../../shell.ts';

/** Has the servers remember what came of the last drill, for `audit --live`: they outlive the controller. @throws HostError when one does not answer */
export async function rememberDrill(members: readonly Member[], drill: FailoverDrill): Promise<void> {
  const script = sh`umask 077 && mkdir -p ${dirname(drillFile)} && cat >${drillFile}.new && mv -f ${drillFile}.new ${drillFile}`;
  const stdin = Buffer.from(`${JSON.stringify(drill)}\n`);
  await Promise.all(members.map((member) => member.send({ script, stdin, timeoutMs: 10_000 })));
}
