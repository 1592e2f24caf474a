import type { ActionSpec, Control } from '../action.ts';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction, defineEither } from '../definition.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { ArgumentError } from '../resource.ts';

const schema: ArgumentsSchema = {
  summary: 'Steers the run itself: runs notified handlers now, ends the play for a host or for all.',
  details: `- \`flush_handlers\`: runs the handlers that were notified so far; they can be notified again.
- \`end_host\`: nothing more of this play on this host. \`end_batch\`, \`end_play\`: nothing more on any host of the batch or play; each
  ends behind the task that it is in. Handlers that were notified still run (Ansible drops them): no restart is forgotten.
- \`reset_connection\`: logs in anew, so that new group memberships count.
- \`noop\`: nothing.

\`clear_host_errors\`, \`clear_facts\`, \`refresh_inventory\` and \`end_role\` do not exist here.`,
  freeForm: 'do',
  required: ['do'],
  properties: { do: { description: 'What to do.', type: 'string', aliases: ['free_form'] } },
  examples: ['- meta: flush_handlers\n', '- meta: end_host\n  when: facts.os_family != "Debian"\n'],
};

/** `meta`, by what it shall do. */
export const meta = defineEither({ kind: 'meta', schema }, (args) => {
  const wanted = readArguments(args, schema).required('do');
  if (wanted === 'reset_connection') return defineAction(resetConnection);
  const control = wanted === 'noop' ? undefined : controls.find((each) => each === wanted);
  if (control === undefined && wanted !== 'noop') throw unknown(wanted);
  return defineAction<null>({
    kind: 'meta',
    schema,
    where: 'controller',
    wanted: () => null,
    perform: () => Promise.resolve({ changed: false, result: {}, ...(control && { control }) }),
  });
});

const controls: readonly Control[] = ['flush_handlers', 'end_host', 'end_batch', 'end_play'];

const resetConnection: ActionSpec<null> = {
  kind: 'meta',
  schema,
  where: 'host',
  wanted: () => null,
  perform: async (_, context) => {
    await context.reconnect(60_000);
    return { changed: false, result: {} };
  },
};

const reasons: Readonly<Record<string, string>> = {
  clear_host_errors:
    'a host that failed is out of the run; catch failures with `rescue` or `ignore_errors` before that',
  clear_facts: 'facts are read anew by each play that gathers them',
  refresh_inventory: 'the inventory is read once, before the run, so that what is wrong with it is known by then',
  end_role: 'put `when` on the rest of the role, in a block',
};

function unknown(wanted: string): ArgumentError {
  const known = [...controls, 'noop', 'reset_connection'];
  const hint = reasons[wanted] ?? didYouMean(wanted, known) ?? `there are ${known.join(', ')}`;
  return new ArgumentError('do', `"${wanted}" does not exist`, hint);
}
