import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { treeDeviations } from '../facts/tree-deviations.ts';
import type { TreeDeviations } from '../facts/tree-deviations.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { attributeArguments, attributeChanges, attributeSteps, wantedAttributes } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { filePath } from './file-path.ts';
import { typeName, unreadable } from './file-refusal.ts';
import { makeDirectory } from './make-directory.ts';
import { readArguments } from './read-arguments.ts';
import { treeChanges, treeQuestion, treeSteps } from './tree-attributes.ts';

export interface WantedDirectory {
  readonly path: string;
  readonly attributes: WantedAttributes;
  readonly recurse: boolean;
  readonly follow: boolean;
}

interface ObservedDirectory {
  readonly state: FileState;
  readonly deviations: TreeDeviations;
}

const schema: ArgumentsSchema = {
  summary: 'Keeps a directory, with its owner and permissions.',
  details: `Directories above it that are missing are made with the same owner and permissions. With \`recurse\` everything below
is compared too, with one \`find\` on the host; use \`X\` (\`u=rwX,go=rX\`) so that files do not become executable.`,
  properties: {
    path: { description: 'Absolute path on the host.', type: 'string', aliases: ['dest', 'name'] },
    ...attributeArguments,
    recurse: { description: 'Owner, group and mode hold for everything below, too.', type: 'boolean', default: false },
    follow: {
      description: 'A symbolic link to a directory counts as that directory; otherwise it is an error.',
      type: 'boolean',
      default: true,
    },
  },
  required: ['path'],
  examples: [
    `- name: give the application a place
  directory:
    path: /srv/app
    owner: www-data
    group: www-data
    mode: '0750'`,
  ],
};

export const directory = defineResource<WantedDirectory, ObservedDirectory>({
  kind: 'directory',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    return {
      path: filePath('path', args.required('path')),
      attributes: wantedAttributes(args),
      recurse: args.flag('recurse') ?? false,
      follow: args.flag('follow') ?? true,
    };
  },
  observe,
  diff,
  steps,
  settles: ({ recurse }) => !recurse,
});

async function observe(wanted: WantedDirectory, host: FactReader): Promise<ObservedDirectory> {
  const { path, attributes } = wanted;
  const nothing = { owner: 0, group: 0, mode: 0 };
  const [state, deviations] = await Promise.all([
    host.read(wanted.follow ? followedFileState : fileState, path),
    wanted.recurse ? host.read(treeDeviations, treeQuestion(path, attributes)) : nothing,
  ]);
  return { state, deviations };
}

function diff(wanted: WantedDirectory, { state, deviations }: ObservedDirectory): readonly Change[] {
  const { path, attributes } = wanted;
  switch (state.type) {
    case 'absent':
      return [
        { attribute: 'state', from: 'absent', to: 'directory' },
        ...attributeChanges(attributes, undefined, 'directory'),
      ];
    case 'directory':
      return [...attributeChanges(attributes, state, 'directory'), ...treeChanges(attributes, deviations)];
    case 'unreadable':
      throw unreadable(path);
    case 'file':
    case 'link':
    case 'other':
      throw new CannotConverge(`${path} is ${typeName(state)}, but a directory is wanted there; remove it first`);
  }
}

function steps(wanted: WantedDirectory, { state }: ObservedDirectory, changes: readonly Change[]): readonly Step[] {
  const { path, attributes } = wanted;
  if (state.type === 'absent') return [makeDirectory(path, attributes)];
  return [...attributeSteps(path, changes), ...treeSteps(path, attributes, changes)];
}
