import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { Definition } from '../definition.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { ArgumentError } from '../resource.ts';
import { filePath } from './file-path.ts';
import { unreadable } from './file-refusal.ts';
import { readArguments } from './read-arguments.ts';

/** `file` with `state: absent`. A directory goes with everything in it, which the change says. */
export function fileAbsent(schema: ArgumentsSchema): Definition {
  return defineResource<string, FileState>({
    kind: 'file',
    schema,
    wanted: (given) => expendable(filePath('path', readArguments(given, schema).required('path'))),
    observe: (path, host) => host.read(fileState, path),
    diff: (path, state) => {
      if (state.type === 'absent') return [];
      if (state.type === 'unreadable') throw unreadable(path);
      const from = state.type === 'directory' ? 'directory with everything in it' : state.type;
      return [{ attribute: 'state', from, to: 'absent' }];
    },
    steps: (path, state) => [{ type: 'remove', path, ...(state.type === 'directory' && { recursive: true }) }],
    settles: () => true,
  });
}

/** An empty variable in a path must not cost a system: `{{ prefix }}/lib`. */
function expendable(path: string): string {
  const resolved = path.split('/').filter((part) => part !== '' && part !== '.');
  if (resolved.includes('..')) throw new ArgumentError('path', 'a path that is removed must not hold ".."');
  const [first = '', second] = resolved;
  if (resolved.length === 0 || (second === undefined && systemDirectories.has(first)))
    throw new ArgumentError('path', `/${first} is part of every system and is not removed`);
  return `/${resolved.join('/')}`;
}

const systemDirectories: ReadonlySet<string> = new Set(
  'bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin srv sys tmp usr var'.split(' '),
);
