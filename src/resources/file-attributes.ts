import type { ArgumentSchema } from '../arguments.ts';
import type { PresentFile } from '../facts/file-state.ts';
import { ArgumentError } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { applyMode, fileMode } from './file-mode.ts';
import type { FileMode } from './file-mode.ts';
import type { ArgumentReader } from './read-arguments.ts';

/** Who owns a file and what may be done with it. What is not given is left as it is. */
export interface WantedAttributes {
  readonly mode?: FileMode;
  /** A name or a number. */
  readonly owner?: string;
  readonly group?: string;
}

export const attributeArguments = {
  mode: {
    description:
      "Permissions, as quoted octal digits (`'0644'`) or symbolic (`u=rw,g=r,o=`). Kept when not given; new files get 0644, new directories 0755.",
    type: 'string',
  },
  owner: { description: 'Name or number of the user who owns it.', type: ['string', 'integer'] },
  group: { description: 'Name or number of the group that owns it.', type: ['string', 'integer'] },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;

/** @throws ArgumentError */
export function wantedAttributes(args: ArgumentReader, mode = args.text('mode')): WantedAttributes {
  return { ...(mode !== undefined && { mode: fileMode('mode', mode) }), ...wantedOwners(args) };
}

export function wantedOwners(args: ArgumentReader): Pick<WantedAttributes, 'owner' | 'group'> {
  const owner = accountName('owner', args.text('owner'));
  const group = accountName('group', args.text('group'));
  return { ...(owner !== undefined && { owner }), ...(group !== undefined && { group }) };
}

/** What differs. `state` is `undefined` for something that does not exist yet: then everything that is wanted differs. */
export function attributeChanges(
  wanted: WantedAttributes,
  state: PresentFile | undefined,
  type: 'file' | 'directory',
): readonly Change[] {
  const mode = modeFor(wanted, state, type);
  return [
    ...difference('owner', wanted.owner, state && [state.owner, state.uid]),
    ...difference('group', wanted.group, state && [state.group, state.gid]),
    ...difference('mode', mode, state && [state.mode, state.mode]),
  ];
}

/** The octal mode that is wanted, given what is there. */
export function modeFor(
  wanted: WantedAttributes,
  state: PresentFile | undefined,
  type: 'file' | 'directory',
): string | undefined {
  return wanted.mode && applyMode(wanted.mode, state?.mode ?? (type === 'directory' ? '0755' : '0644'), type);
}

/** Steps for the changes that {@link attributeChanges} found on something that exists; links are followed. */
export function attributeSteps(path: string, changes: readonly Change[]): readonly Step[] {
  const wanted = (attribute: string): string | undefined => {
    const to = changes.find((change) => change.attribute === attribute)?.to;
    return typeof to === 'string' ? to : undefined;
  };
  // The owner comes first, because changing it clears the set-id bits.
  return [...ownerSteps(path, wanted('owner'), wanted('group')), ...modeSteps(path, wanted('mode'))];
}

function ownerSteps(path: string, owner: string | undefined, group: string | undefined): readonly Step[] {
  if (owner === undefined && group === undefined) return [];
  const command = sh`chown ${ownerWord(owner, group)} -- ${path}`;
  return [{ type: 'run', title: `set the owner of ${path}`, command }];
}

/** chown's word: `owner:group`, either of which may be missing. */
export function ownerWord(owner: string | undefined, group: string | undefined): string {
  return group === undefined ? (owner ?? '') : `${owner ?? ''}:${group}`;
}

function modeSteps(path: string, mode: string | undefined): readonly Step[] {
  if (mode === undefined) return [];
  return [{ type: 'run', title: `set the mode of ${path}`, command: sh`chmod ${chmodWord(mode)} -- ${path}` }];
}

/** GNU's chmod leaves the set-id bits of a directory alone unless the number has five digits. */
export function chmodWord(mode: string): string {
  return mode.padStart(5, '0');
}

function difference(
  attribute: string,
  wanted: string | undefined,
  found: readonly [string, string | number] | undefined,
): readonly Change[] {
  if (wanted === undefined || found?.some((each) => String(each) === wanted)) return [];
  return [{ attribute, from: found?.[0] ?? null, to: wanted }];
}

function accountName(argument: string, name: string | undefined): string | undefined {
  if (name === undefined || /^[^\s:/-][^:/\n\0]*$/.test(name)) return name;
  throw new ArgumentError(argument, `${JSON.stringify(name)} is not a name`);
}
