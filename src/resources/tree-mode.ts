import type { BitRule, TreeMode } from '../facts/tree-deviations.ts';
import { operationOn } from './file-mode.ts';
import type { FileMode, ModeOperation } from './file-mode.ts';

/**
 * What a mode means for everything in a tree: bits that must be set and that must not, apart for directories, for files that
 * somebody may execute and for other files, which differ through `X`.
 */
export function treeMode({ operations }: FileMode): TreeMode {
  return {
    directory: combine(operations, 'directory', () => true),
    // Somebody still may, unless all such bits have been cleared.
    executable: combine(operations, 'file', ({ set, clear }) => (set & 0o111) !== 0 || (clear & 0o111) !== 0o111),
    plain: combine(operations, 'file', ({ set }) => (set & 0o111) !== 0),
  };
}

function combine(
  operations: readonly ModeOperation[],
  type: 'file' | 'directory',
  isExecutable: (now: BitRule) => boolean,
): BitRule {
  return operations.reduce<BitRule>(
    (now, each) => {
      const { clear, set } = operationOn(each, type, isExecutable(now));
      return { set: (now.set & ~clear) | set, clear: (now.clear | clear) & ~set };
    },
    { set: 0, clear: 0 },
  );
}
