import type { ActionContext, ActionResult, Guard } from '../../src/action.ts';
import type { Definition } from '../../src/definition.ts';
import { createFactReader } from '../../src/engine/fact-batch.ts';
import type { Host } from '../../src/host.ts';
import type { Arguments } from '../../src/resource.ts';

/** Performs an action on a host as the engine would. */
export async function performAction(
  definition: Definition,
  args: Arguments,
  host: Pick<Host, 'send'> & Partial<Pick<Host, 'direct'>>,
  more: Partial<ActionContext> = {},
): Promise<ActionResult> {
  const bound = definition.bind(args);
  if (bound.type !== 'action') throw new Error(`${definition.kind} is no action`);
  return bound.perform({
    send: (request) => host.send(request),
    direct: (request) => host.direct?.(request) ?? Promise.reject(new Error('this host has no direct line')),
    become: undefined,
    receipt: 'a task of the test',
    reconnect: () => Promise.resolve(),
    sleep: () => Promise.resolve(),
    now: () => performance.now(),
    say: () => undefined,
    planning: false,
    ...more,
  });
}

/** Asks whether an action is needed; `undefined` when it always is. */
export async function askGuard(
  definition: Definition,
  args: Arguments,
  host: Pick<Host, 'send'>,
): Promise<Guard | undefined> {
  const bound = definition.bind(args);
  if (bound.type !== 'action') throw new Error(`${definition.kind} is no action`);
  return bound.guard(createFactReader((request) => host.send(request)));
}
