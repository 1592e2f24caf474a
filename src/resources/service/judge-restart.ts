import type { ServiceState } from '../../facts/service-state.ts';
import { isUp } from './diff.ts';
import { readableState } from './readable-state.ts';

/** Why a unit cannot be restarted or reloaded at all; nothing when it can be tried. */
export function refuseRestart(
  verb: 'restart' | 'reload',
  name: string,
  unit: ServiceState,
  unmasks: boolean,
): { readonly message: string; readonly hint: string } | undefined {
  if (unit.load === 'not-found')
    return {
      message: `the host has no unit ${name}`,
      hint: 'install its package first, or look at "systemctl list-unit-files"',
    };
  if (unit.load === 'masked' && !unmasks)
    return { message: `${name} is masked`, hint: 'add masked: false to allow it' };
  if (verb === 'reload' && isUp(unit) && !unit.canReload)
    return { message: `${name} does not know how to reload`, hint: 'use state: restarted' };
  return undefined;
}

/** What is wrong after the command has ended well; nothing when all is fine. */
export function judgeRestart(
  verb: 'start' | 'restart' | 'reload',
  before: ServiceState,
  after: ServiceState,
): string | undefined {
  // systemctl has waited for the end of a unit that runs once, and has told whether it went well.
  if (after.type === 'oneshot' && !after.remainAfterExit) return undefined;
  if (!isUp(after)) return `is ${readableState(after)} after the ${verb}`;
  if (verb === 'reload')
    return after.invocation === before.invocation ? undefined : 'did not survive the reload and was started anew';
  if (after.restarts > 0) return `does not stay up: systemd had to start it ${after.restarts} more times`;
  if (verb === 'restart' && after.invocation !== '' && after.invocation === before.invocation)
    return 'was not restarted: systemd still names the same invocation';
  return undefined;
}
