import type { ActionContext, ActionResult } from '../../action.ts';
import { HostError } from '../../diagnostics/errors.ts';
import { openrcService } from '../../facts/openrc-service.ts';
import type { OpenrcService } from '../../facts/openrc-service.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { describeOpenrc, openrcChanges, openrcName, openrcSteps } from './openrc.ts';
import type { WantedService } from './wanted.ts';

/**
 * Restarts or reloads where OpenRC has started the host; nothing when it has not. Believed is what the service says of itself a second
 * later.
 * @throws HostError, CannotConverge
 */
export async function performOpenrc(
  verb: 'restart' | 'reload',
  unit: string,
  service: WantedService,
  context: ActionContext,
): Promise<ActionResult | undefined> {
  const name = unit.replace(/\.service$/, '');
  const before = await read(name, context);
  if (!before.openrc) return undefined;
  openrcName(unit);
  if (!before.exists) return failure(name, before, `there is no service ${name}`);
  const steps = openrcSteps(name, before, openrcChanges(service, before));
  const does = verb === 'reload' && before.state !== 'started' ? 'start' : verb;
  const commands: readonly { readonly title: string; readonly command: Command }[] = [
    ...steps.flatMap((step) => (step.type === 'run' ? [step] : [])),
    { title: `${does} it`, command: sh`PATH=$PATH:/usr/sbin:/sbin; rc-service ${name} ${does}` },
  ];
  for (const { title, command } of commands) {
    const { exitCode, stdout, stderr } = await context.send({ script: command, form: 'task', onDisconnect: 'finish' });
    const said = Buffer.concat([stdout, stderr]).toString('utf8').trim().slice(-2000);
    if (exitCode !== 0) return failure(name, before, `${name}: could not ${title}\n${said}`);
  }
  await context.sleep(1000);
  const after = await read(name, context);
  if (after.state !== 'started') return failure(name, after, `${name} is ${after.state} after the ${does}`);
  return { changed: true, result: describeOpenrc(name, after) };
}

async function read(name: string, context: Pick<ActionContext, 'send'>): Promise<OpenrcService> {
  const { stdout, stderr, exitCode } = await context.send({ script: openrcService.script([name]), form: 'task' });
  const [state] = exitCode === 0 ? openrcService.parse(Buffer.from(stdout), [name]) : [];
  if (state !== undefined) return state;
  const said = Buffer.from(stderr).toString('utf8').trim().slice(-500);
  throw new HostError('fact-unreadable', `the state of ${name} cannot be read: ${said}`);
}

function failure(name: string, found: OpenrcService, message: string): ActionResult {
  return { changed: true, failed: { message }, result: describeOpenrc(name, found) };
}
