import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';

/** Whether anything is at a path, or at any path that a glob (`*`, `?`, `[…]`) names. No process is started for it. */
export const pathsMatching: FactKind<string, boolean> = {
  name: 'pathsMatching',
  identity: (pattern) => pattern,
  // IFS is empty so that an unquoted value is expanded as a glob, but never split into words.
  script: (patterns) => sh`
IFS=
any() { for path do if [ -e "$path" ] || [ -L "$path" ]; then echo yes; return; fi; done; echo no; }
for pattern in ${patterns}; do any $pattern; done`,
  parse: (stdout, patterns) => {
    const lines = stdout.toString('latin1').split('\n').slice(0, patterns.length);
    return lines.map((line) => {
      if (line !== 'yes' && line !== 'no') throw new FactError('looking for paths gave something else than yes or no');
      return line === 'yes';
    });
  },
};
