import { basename } from 'node:path/posix';
import type { ArgumentsSchema, Asset, AssetFile } from '../arguments.ts';
import { defineEither, defineResource } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { observeTree, treeChanges, treeSteps } from './copy-tree.ts';
import type { ObservedTree, WantedTree } from './copy-tree.ts';
import { wantedAttributes, wantedOwners } from './file-attributes.ts';
import { fileMode } from './file-mode.ts';
import { filePath, inDirectory } from './file-path.ts';
import { readArguments } from './read-arguments.ts';
import type { ArgumentReader } from './read-arguments.ts';
import { fileChanges, fileSteps, observeFile } from './regular-file.ts';
import type { ObservedFile, WantedFile } from './regular-file.ts';
import { writtenFile, writtenFileArguments } from './written-file.ts';

const schema: ArgumentsSchema = {
  summary: 'Puts a file or a directory tree from the controller, or a given text, on the host.',
  details: `Content is compared by SHA-256 on the host; it travels only when it differs, and each file is replaced
atomically. A directory given as \`src\` is copied with its name, or only what is in it when \`src\` ends with a slash; other
files in \`dest\` are left alone. Files of more than 256 KiB are streamed into a part file beside \`dest\`; when the line is cut,
the next run sends only what is missing. Unlike Ansible, a \`dest\` that is a directory needs a slash at its end, so that a plan does not
depend on what the host has.`,
  properties: {
    src: {
      description: 'File or directory on the controller, searched in the `files` directory of the role or the play.',
      type: 'string',
      asset: 'tree',
    },
    content: { description: 'The text itself, instead of `src`.', type: ['string', 'number'] },
    ...writtenFileArguments,
    mode: {
      ...writtenFileArguments.mode,
      description: `${writtenFileArguments.mode.description} \`preserve\` gives 0755 to what is executable on the controller, otherwise 0644.`,
    },
    directory_mode: { description: 'Permissions of directories that have to be made.', type: 'string' },
    remote_src: {
      description: 'Must be false: copying on the host itself is not supported.',
      type: 'boolean',
      default: false,
    },
  },
  required: ['dest'],
  oneOf: [['src'], ['content']],
  examples: [
    `- name: give nginx its security headers
  copy:
    src: security-headers.conf
    dest: /etc/nginx/snippets/security-headers.conf
    owner: root
    group: root
    mode: '0644'`,
    `- name: say who looks after this host
  copy:
    content: "Managed by Rackwright\\n"
    dest: /etc/motd`,
  ],
};

/** A file, or a tree when the source or the destination is a directory. */
export const copy = defineEither({ kind: 'copy', schema }, (given) => {
  const args = readArguments(given, schema);
  if (args.flag('remote_src') === true)
    throw new ArgumentError(
      'remote_src',
      'copying on the host itself is not supported',
      'use `command: cp` with `creates`',
    );
  const src = args.asset('src');
  const intoDirectory = src && ('tree' in src || args.required('dest').endsWith('/'));
  return intoDirectory ? copyToDirectory : copyToPath;
});

const copyToPath = defineResource<WantedFile, ObservedFile>({
  kind: 'copy',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const src = args.asset('src');
    const dest = args.required('dest');
    if (dest.endsWith('/')) throw new ArgumentError('dest', '`content` needs a file as `dest`, not a directory');
    const path = filePath('dest', dest);
    if (src && 'content' in src) return wantedFile(args, path, src);
    const content = new TextEncoder().encode(args.required('content'));
    return wantedFile(args, path, { content, executable: false });
  },
  observe: observeFile,
  diff: fileChanges,
  steps: fileSteps,
  settles: () => true,
});

const copyToDirectory = defineResource<WantedTree, ObservedTree>({
  kind: 'copy',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const src = args.asset('src') ?? { source: '', tree: [] };
    const root = filePath('dest', args.required('dest'));
    const owners = wantedOwners(args);
    const directoryMode = args.text('directory_mode');
    return {
      root,
      files: filesOf(src).map((file) => wantedFile(args, inDirectory(root, file.path), file)),
      directoryAttributes: {
        ...owners,
        ...(directoryMode !== undefined && { mode: fileMode('directory_mode', directoryMode) }),
      },
    };
  },
  observe: observeTree,
  diff: treeChanges,
  steps: treeSteps,
  settles: () => true,
});

type Source = Pick<AssetFile, 'content' | 'executable'>;

function wantedFile(args: ArgumentReader, path: string, source: Source): WantedFile {
  const mode = args.text('mode');
  const preserved = source.executable ? '0755' : '0644';
  return writtenFile(args, path, source.content, wantedAttributes(args, mode === 'preserve' ? preserved : mode));
}

/** What comes to stand below `dest`: a directory comes with its name unless it ends with a slash. */
function filesOf(source: Asset): readonly AssetFile[] {
  const name = basename(source.source);
  if ('content' in source) return [{ ...source, path: name }];
  return source.source.endsWith('/')
    ? source.tree
    : source.tree.map((file) => ({ ...file, path: `${name}/${file.path}` }));
}
