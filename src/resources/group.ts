import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { accountEntries } from '../facts/account-entries.ts';
import { groupState } from '../facts/group-state.ts';
import type { GroupState } from '../facts/group-state.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { accountName } from './account-name.ts';
import { readArguments } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Creates and removes groups.',
  details: 'Members are a matter of `user`. A group that is the primary one of a user cannot be removed.',
  properties: {
    name: { description: 'The group’s name.', type: 'string' },
    state: { description: 'Whether it exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    gid: {
      description: 'Its number. The host chooses one when not given.',
      type: 'integer',
      minimum: 0,
      maximum: 4294967294,
    },
    system: {
      description: 'When it is created without `gid`: takes a number from the range of the system.',
      type: 'boolean',
      default: false,
    },
    non_unique: { description: 'The number may belong to another group too.', type: 'boolean', default: false },
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: group of the deployers
  group:
    name: deploy
    gid: 2000`,
    `- group: {name: games, state: absent}`,
  ],
};

interface WantedGroup {
  readonly name: string;
  readonly present: boolean;
  readonly gid: number | undefined;
  readonly system: boolean;
  readonly shared: boolean;
}

export const group = defineResource<WantedGroup, GroupState | undefined>({
  kind: 'group',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    return {
      name: accountName('name', args.required('name')),
      present: args.text('state') !== 'absent',
      gid: args.integer('gid'),
      system: args.flag('system') ?? false,
      shared: args.flag('non_unique') ?? false,
    };
  },
  observe: ({ name }, host) => host.read(groupState, name),
  diff,
  steps: (wanted, found) => [step(wanted, found)],
  // Where groups come from elsewhere, another number than the wanted one may be what is read.
  settles: ({ present }, found) => present && found === undefined,
  facts: ({ name }, found) => ({ name, ...(found && { gid: found.gid }) }),
});

function diff({ present, gid }: WantedGroup, found: GroupState | undefined): readonly Change[] {
  if (present !== (found !== undefined))
    return [{ attribute: 'state', from: found ? 'present' : 'absent', to: present ? 'present' : 'absent' }];
  if (found === undefined || gid === undefined || gid === found.gid) return [];
  return [{ attribute: 'gid', from: found.gid, to: gid }];
}

function step(wanted: WantedGroup, found: GroupState | undefined): Step {
  const { name, present, gid, system, shared } = wanted;
  const number = [...(gid === undefined ? [] : ['-g', gid]), ...(shared ? ['-o'] : [])];
  if (!present) return run(`remove the group ${name}`, sh`groupdel -- ${name}`);
  if (found !== undefined) return run(`change the group ${name}`, sh`groupmod ${[...number, '--', name]}`);
  return {
    ...run(`create the group ${name}`, sh`groupadd ${[...number, ...(system ? ['-r'] : []), '--', name]}`),
    touches: [accountEntries.group(name), accountEntries.groupPassword(name), '/etc/group-', '/etc/gshadow-'],
  };
}

/** The data bases of accounts are locked while they are written, so it must not be cut off. */
function run(title: string, command: Command): Extract<Step, { readonly type: 'run' }> {
  return { type: 'run', title, command, onDisconnect: 'finish' };
}
