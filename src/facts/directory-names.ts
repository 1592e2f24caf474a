import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';

/** The names of the files and links in a directory, without hidden ones; none when there is no directory. No process is started for it. */
export const directoryNames: FactKind<string, readonly string[]> = {
  name: 'directoryNames',
  identity: (path) => path,
  script: (paths) => sh`for directory in ${paths}; do
  for path in "$directory"/*; do
    if [ -L "$path" ] || [ -f "$path" ]; then printf '/%s\\0' "\${path##*/}"; fi
  done
  printf '.\\0'
done`,
  parse: (stdout, paths) => {
    const words = stdout.toString('utf8').split('\0').slice(0, -1);
    const found: string[][] = [[]];
    for (const word of words) {
      if (word === '.') found.push([]);
      else if (word.startsWith('/')) found.at(-1)?.push(word.slice(1));
      else throw new FactError('listing directories gave something else than names');
    }
    if (found.length !== paths.length + 1)
      throw new FactError(`listing directories gave ${found.length - 1} answers to ${paths.length} questions`);
    return found.slice(0, -1);
  },
  paths: (path) => [path],
};
