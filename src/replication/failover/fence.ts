import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { ClusterDialect } from '../cluster-dialect.ts';
import type { Member } from '../member.ts';
import { lastLine } from '../last-line.ts';

/** How it was proven that a server writes no more, or what was tried. */
export type Fenced = { readonly proof: string } | { readonly proof: undefined; readonly tried: readonly string[] };

/**
 * Makes sure that a server accepts no more writes: it is killed and kept from being started on its host, or, when nothing can be said
 * to that, its host is cut from power by the command of the inventory. Proof is seeing that no such process is left, or that command's word.
 */
export async function fence(member: Member, dialect: ClusterDialect): Promise<Fenced> {
  const tried: string[] = [];
  try {
    const { exitCode, stderr } = await member.send({ script: killScript(dialect), timeoutMs: 15_000 });
    if (exitCode === 0) return { proof: `its server was killed, and is masked until it rejoins` };
    tried.push(`${member.name}: ${lastLine(stderr)}`);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    tried.push(`${member.name}: ${error.message}`);
  }
  if (member.cutPower === undefined) return { proof: undefined, tried: [...tried, 'no `mysql_fence_command` is set'] };
  const { exitCode, said } = await member.cutPower();
  if (exitCode === 0) return { proof: '`mysql_fence_command` says that its host has no power' };
  return { proof: undefined, tried: [...tried, `mysql_fence_command ended with ${exitCode}: ${said}`] };
}

/** Masked first, so that nothing starts it again; a frozen process obeys SIGKILL, too. */
function killScript({ sql }: ClusterDialect): Command {
  return sh`systemctl mask --runtime --quiet ${sql.unit} || exit 1
systemctl kill --signal=KILL ${sql.unit} 2>/dev/null
systemctl stop ${sql.unit} || exit 1
left=50
while :; do
  found=
  for each in /proc/[0-9]*/comm; do
    { IFS= read -r name <"$each"; } 2>/dev/null && [ "$name" = ${sql.daemon} ] && found=$each
  done
  [ -n "$found" ] || exit 0
  [ "$left" -gt 0 ] || { echo "a process is left: $found" >&2; exit 1; }
  left=$((left - 1))
  sleep 0.1
done`;
}
