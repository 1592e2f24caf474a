import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import { callWithPaths, pathChunks } from './path-chunks.ts';

/**
 * The SHA-256 (hex) of a regular file, links followed; `undefined` for what is no regular file or may not be read,
 * which {@link fileState} tells apart. One `sha256sum` for all paths; pipes and devices are never opened.
 *
 * Without special files all paths are passed on as they are, because shells are slow at building long lists. Every call
 * also hashes /dev/null, last: its line proves that the tool went through all paths.
 */
export const fileDigest: FactKind<string, string | undefined> = {
  name: 'fileDigest',
  identity: (path) => path,
  script: (paths) => sh`
digest() {
  special=
  for path do
    if [ -p "$path" ] || [ -c "$path" ] || [ -b "$path" ]; then special=1; fi
  done
  if [ -n "$special" ]; then
    given=$#
    for path do
      if [ -f "$path" ]; then set -- "$@" "$path"; fi
    done
    shift "$given"
  fi
  sha256sum -- "$@" /dev/null 2>/dev/null
}
${callWithPaths(verbatim('digest'), paths)}
:`,
  parse: (stdout, paths) => {
    const digests = new Map<string, string>();
    let ends = 0;
    for (const line of stdout.toString('utf8').split('\n')) {
      if (line === '') continue;
      const match = /^\\?([0-9a-f]{64}) [ *](.+)$/s.exec(line);
      if (!match) throw new FactError(`sha256sum printed an unexpected line: ${line.slice(0, 200)}`);
      const [, digest = '', name = ''] = match;
      if (name === '/dev/null') ends += 1;
      else digests.set(line.startsWith('\\') ? unescape(name) : name, digest);
    }
    if (ends < pathChunks(paths).length) throw new FactError('sha256sum did not answer');
    return paths.map((path) => digests.get(path));
  },
  paths: (path) => [path],
};

/** GNU's sha256sum marks a line with `\` when it had to escape the name; busybox never does. */
function unescape(name: string): string {
  return name.replace(/\\([rn\\])/g, (_, letter: string) => (letter === 'r' ? '\r' : letter === 'n' ? '\n' : '\\'));
}
