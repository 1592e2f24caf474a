import { HostError } from '../../diagnostics/errors.ts';
import { lastLine } from '../last-line.ts';
import type { Member, MemberRequest } from '../member.ts';

/** @throws HostError with the last line of what was said, when it does not succeed */
export async function succeed(member: Member, request: MemberRequest): Promise<void> {
  const { exitCode, stderr } = await member.send(request);
  if (exitCode !== 0) throw new HostError('command-failed', `${member.name}: ${lastLine(stderr)}`);
}
