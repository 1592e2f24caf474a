import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { attributeArguments, attributeChanges, ownerWord, wantedOwners } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { filePath } from './file-path.ts';
import { typeName, unreadable } from './file-refusal.ts';
import { readArguments } from './read-arguments.ts';

interface WantedLink {
  readonly path: string;
  /** As it will stand in the link, absolute or relative to the link's directory. */
  readonly target: string;
  readonly force: boolean;
  /** Of the link itself; links have no mode of their own. */
  readonly owners: Pick<WantedAttributes, 'owner' | 'group'>;
}

const schema: ArgumentsSchema = {
  summary: 'Keeps a symbolic link.',
  details: `What the link points to does not have to exist. A link that points elsewhere is changed; a file or an empty directory in
its place is replaced only with \`force\`, a directory with something in it never.`,
  properties: {
    src: {
      description: 'Where the link points; relative paths count from the directory of the link.',
      type: 'string',
      aliases: ['target'],
    },
    path: { description: 'Absolute path of the link.', type: 'string', aliases: ['dest', 'name'] },
    force: {
      description: 'Replaces a file or an empty directory that stands in the place of the link.',
      type: 'boolean',
      default: false,
    },
    owner: attributeArguments.owner,
    group: attributeArguments.group,
  },
  required: ['src', 'path'],
  examples: [
    `- name: enable the site
  link:
    src: ../sites-available/shop.conf
    path: /etc/nginx/sites-enabled/shop.conf`,
  ],
};

export const link = defineResource<WantedLink, FileState>({
  kind: 'link',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const target = args.required('src');
    if (target === '' || /[\n\0]/.test(target)) throw new ArgumentError('src', 'a link cannot point to this');
    return {
      path: filePath('path', args.required('path')),
      target,
      force: args.flag('force') ?? false,
      owners: wantedOwners(args),
    };
  },
  observe: (wanted, host) => host.read(fileState, wanted.path),
  diff: linkChanges,
  steps: linkSteps,
});

function linkChanges({ path, target, force, owners }: WantedLink, state: FileState): readonly Change[] {
  switch (state.type) {
    case 'link': {
      const moved: Change = { attribute: 'src', from: state.target ?? '', to: target };
      return [...(state.target === target ? [] : [moved]), ...attributeChanges(owners, state, 'file')];
    }
    case 'unreadable':
      throw unreadable(path);
    case 'file':
    case 'directory':
    case 'other':
      if (!force) throw new CannotConverge(`${path} is not a link but ${typeName(state)}; "force: true" replaces it`);
      break;
    case 'absent':
  }
  return [
    { attribute: 'state', from: state.type, to: 'link' },
    { attribute: 'src', from: null, to: target },
    ...attributeChanges(owners, undefined, 'file'),
  ];
}

function linkSteps(
  { path, target, owners }: WantedLink,
  state: FileState,
  changes: readonly Change[],
): readonly Step[] {
  const make: Step = { type: 'run', title: `link ${path} to ${target}`, command: sh`ln -sfn -- ${target} ${path}` };
  const own: Step = {
    type: 'run',
    title: `set the owner of ${path}`,
    command: sh`chown -h ${ownerWord(owners.owner, owners.group)} -- ${path}`,
  };
  const owned = owners.owner !== undefined || owners.group !== undefined;
  return [
    // ln would put the link into a directory.
    ...(state.type === 'directory' ? [{ type: 'remove' as const, path }] : []),
    ...(changes.some((change) => change.attribute === 'src') ? [make] : []),
    ...(owned ? [own] : []),
  ];
}
