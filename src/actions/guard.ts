import { posix } from 'node:path';
import type { Guard } from '../action.ts';
import type { ArgumentSchema } from '../arguments.ts';
import type { FactReader } from '../fact.ts';
import { commandStatus } from '../facts/command-status.ts';
import { pathsMatching } from '../facts/paths-matching.ts';
import type { ArgumentReader } from '../resources/read-arguments.ts';

/** When an action without a lasting state is needed. All that are given must allow it. */
export interface Guards {
  readonly creates: string | undefined;
  readonly removes: string | undefined;
  readonly unless: string | undefined;
  readonly onlyif: string | undefined;
  /** Where the action starts, and with it what it asks before. */
  readonly directory: string | undefined;
}

export const guardNames = ['creates', 'removes', 'unless', 'onlyif', 'always'] as const;

export const guardArguments: Readonly<Record<(typeof guardNames)[number], ArgumentSchema>> = {
  creates: { description: 'Path or glob: not needed when something is there.', type: 'string' },
  removes: { description: 'Path or glob: not needed when nothing is there.', type: 'string' },
  unless: {
    description: 'Shell command that only reads: not needed when it ends with 0. A plan runs it, too.',
    type: 'string',
  },
  onlyif: {
    description: 'Shell command that only reads: needed only when it ends with 0. A plan runs it, too.',
    type: 'string',
  },
  always: { description: '`true`: run it every time.', type: 'boolean' },
};

export function readGuards(args: ArgumentReader): Guards {
  return {
    creates: args.text('creates'),
    removes: args.text('removes'),
    unless: args.text('unless'),
    onlyif: args.text('onlyif'),
    directory: args.text('chdir'),
  };
}

/** Asks the host; nothing when no guard is given. */
export function askGuards(guards: Guards, host: FactReader): Promise<Guard> | undefined {
  const { creates, removes, unless, onlyif } = guards;
  return [creates, removes, unless, onlyif].every((guard) => guard === undefined) ? undefined : askAll(guards, host);
}

async function askAll({ creates, removes, unless, onlyif, directory }: Guards, host: FactReader): Promise<Guard> {
  const from = (path: string): string =>
    directory === undefined ? path : posix.resolve(directory.replace(/[*?[]/g, '[$&]'), path);
  const [created, removable, refused, allowed] = await Promise.all([
    creates === undefined ? undefined : host.read(pathsMatching, from(creates)),
    removes === undefined ? undefined : host.read(pathsMatching, from(removes)),
    unless === undefined ? undefined : host.read(commandStatus, { command: unless, directory }),
    onlyif === undefined ? undefined : host.read(commandStatus, { command: onlyif, directory }),
  ]);
  if (created === true) return { needed: false, why: `${creates ?? ''} exists` };
  if (removable === false) return { needed: false, why: `${removes ?? ''} does not exist` };
  if (refused === 0) return { needed: false, why: `\`${unless ?? ''}\` says that it is done` };
  if (allowed !== undefined && allowed !== 0)
    return { needed: false, why: `\`${onlyif ?? ''}\` says that it is not needed` };
  return { needed: true };
}
