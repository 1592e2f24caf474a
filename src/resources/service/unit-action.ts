import { defineAction } from '../../definition.ts';
import type { ActionContext, ActionResult } from '../../action.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { readArguments } from '../read-arguments.ts';
import { serviceArguments } from './arguments.ts';
import { describeUnit } from './describe-unit.ts';
import { isUp, requireSystemd, serviceChanges } from './diff.ts';
import { judgeRestart, refuseRestart } from './judge-restart.ts';
import { readUnit } from './read-unit.ts';
import { performOpenrc } from './openrc-action.ts';
import { daemonReload, explainUnit, serviceSteps } from './systemd-steps.ts';
import { watchUnit } from './watch-unit.ts';
import { wantedService } from './wanted.ts';
import type { WantedService } from './wanted.ts';

interface WantedAction {
  readonly verb: 'restart' | 'reload';
  readonly unit: string;
  /** What else the task says about the unit: `enabled`, `masked`, `daemon_reload`. */
  readonly service: WantedService;
}

/** `state: restarted` and `state: reloaded`. */
export const unitAction = defineAction<WantedAction>({
  kind: 'service',
  schema: serviceArguments,
  where: 'host',
  wanted: (args) => {
    const service = wantedService(args);
    const state = readArguments(args, serviceArguments).text('state');
    return { verb: state === 'reloaded' ? 'reload' : 'restart', unit: service.unit ?? '', service };
  },
  perform,
});

async function perform({ verb: wanted, unit, service }: WantedAction, context: ActionContext): Promise<ActionResult> {
  const before = await readUnit(unit, context);
  if (!before.systemd) {
    const done = await performOpenrc(wanted, unit, service, context);
    if (done !== undefined) return done;
  }
  requireSystemd(before.systemd);
  const refusal = refuseRestart(wanted, unit, before, service.masked === false);
  if (refusal !== undefined) return failure(before, refusal.message, refusal.hint);
  const verb = wanted === 'reload' && !isUp(before) ? 'start' : wanted;
  for (const { title, command } of [
    ...preparation(service, before),
    { title: `${verb} it`, command: commands[verb](unit) },
  ]) {
    const { exitCode, stderr } = await context.send({ script: command, form: 'task', onDisconnect: 'finish' });
    if (exitCode !== 0) return failure(before, `${unit}: could not ${title}\n${tail(stderr)}`);
  }
  const after = await watchUnit(unit, context);
  const problem = judgeRestart(verb, before, after);
  if (problem === undefined) return { changed: true, result: describeUnit(after) };
  const { stderr } = await context.send({ script: sh`${explainUnit(unit)}; :` });
  return failure(after, `${unit} ${problem}\n${tail(stderr)}`);
}

/** systemd would otherwise start the unit by the file that it has read before. */
function preparation(service: WantedService, before: ServiceState): readonly { title: string; command: Command }[] {
  const steps = serviceSteps(service, before, serviceChanges(service, before));
  const all = before.needsDaemonReload && !service.daemonReload ? [daemonReload, ...steps] : steps;
  return all.flatMap((step) => (step.type === 'run' ? [step] : []));
}

const commands = {
  start: (unit: string) => sh`systemctl start -- ${unit} || { ${explainUnit(unit)}; exit 1; }`,
  restart: (unit: string) => sh`systemctl restart -- ${unit} || { ${explainUnit(unit)}; exit 1; }`,
  reload: (unit: string) => sh`systemctl reload -- ${unit} || { ${explainUnit(unit)}; exit 1; }`,
} as const;

function failure(unit: ServiceState, message: string, hint?: string): ActionResult {
  return { changed: true, failed: { message, ...(hint !== undefined && { hint }) }, result: describeUnit(unit) };
}

/** The end of what was said, which has the reason. */
function tail(stderr: Uint8Array): string {
  return Buffer.from(stderr).toString('utf8').trim().slice(-2000);
}
