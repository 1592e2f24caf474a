import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { Definition } from '../definition.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { attributeChanges, attributeSteps, modeFor, wantedAttributes } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { filePath } from './file-path.ts';
import { typeName, unreadable } from './file-refusal.ts';
import { readArguments } from './read-arguments.ts';

interface WantedPresence {
  readonly path: string;
  readonly attributes: WantedAttributes;
  readonly follow: boolean;
}

/** What `state` asks for: `file` an existing file, `touch` one that is made when it is missing, `any` whatever is there. */
type Presence = 'file' | 'touch' | 'any';

/** `file` with `state: file`, `state: touch` or without state: owner and permissions of something that has its content from elsewhere. */
export function filePresent(schema: ArgumentsSchema, presence: Presence): Definition {
  return defineResource<WantedPresence, FileState>({
    kind: 'file',
    schema,
    wanted: (given) => {
      const args = readArguments(given, schema);
      return {
        path: filePath('path', args.required('path')),
        attributes: wantedAttributes(args),
        follow: args.flag('follow') ?? true,
      };
    },
    observe: ({ path, follow }, host) => host.read(follow ? followedFileState : fileState, path),
    diff: (wanted, state) => presenceChanges(wanted, state, presence),
    steps: (wanted, state, changes) =>
      state.type === 'absent' ? [emptyFile(wanted)] : attributeSteps(wanted.path, changes),
    settles: () => true,
  });
}

function presenceChanges(
  { path, attributes }: WantedPresence,
  state: FileState,
  presence: Presence,
): readonly Change[] {
  switch (state.type) {
    case 'absent':
      if (presence !== 'touch')
        throw new CannotConverge(
          `${path} does not exist; "state: touch" makes an empty file, copy or template one with content`,
        );
      return [{ attribute: 'state', from: 'absent', to: 'file' }, ...attributeChanges(attributes, undefined, 'file')];
    case 'unreadable':
      throw unreadable(path);
    case 'link':
      throw new CannotConverge(`${path} is a link; "follow: true" means the file behind it`);
    case 'file':
      return attributeChanges(attributes, state, 'file');
    case 'directory':
    case 'other':
      if (presence === 'file') throw new CannotConverge(`${path} is not a file but ${typeName(state)}`);
      return attributeChanges(attributes, state, state.type === 'directory' ? 'directory' : 'file');
  }
}

function emptyFile({ path, attributes }: WantedPresence): Step {
  const { owner, group } = attributes;
  const mode = modeFor(attributes, undefined, 'file');
  return {
    type: 'write',
    path,
    content: new Uint8Array(),
    ...(mode !== undefined && { mode }),
    ...(owner !== undefined && { owner }),
    ...(group !== undefined && { group }),
  };
}
