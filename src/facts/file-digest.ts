import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import { callWithPaths, pathChunks } from './path-chunks.ts';

/** Tools that every host has, and the length of what they print. */
const algorithms = { sha256: 64, sha512: 128, sha1: 40, md5: 32 } as const;

export type DigestAlgorithm = keyof typeof algorithms;

/** The SHA-256 of a regular file, as {@link fileDigests} gives it. */
export const fileDigest = digestKind('fileDigest', 'sha256');

/** A fact kind for each algorithm. */
export const fileDigests: Readonly<Record<DigestAlgorithm, FactKind<string, string | undefined>>> = {
  sha256: fileDigest,
  sha512: digestKind('fileSha512', 'sha512'),
  sha1: digestKind('fileSha1', 'sha1'),
  md5: digestKind('fileMd5', 'md5'),
};

/**
 * The digest (hex) of a regular file, links followed; `undefined` for what is no regular file or may not be read,
 * which {@link fileState} tells apart. One `sha256sum` for all paths; pipes and devices are never opened.
 *
 * Without special files all paths are passed on as they are, because shells are slow at building long lists. Every call
 * also hashes /dev/null, last: its line proves that the tool went through all paths.
 */
function digestKind(name: string, algorithm: DigestAlgorithm): FactKind<string, string | undefined> {
  const shape = new RegExp(`^\\\\?([0-9a-f]{${algorithms[algorithm]}}) [ *](.+)$`, 's');
  const tool = `${algorithm}sum`;
  return {
    name,
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
  ${tool} -- "$@" /dev/null 2>/dev/null
}
${callWithPaths(verbatim('digest'), paths)}
:`,
    parse: (stdout, paths) => {
      const digests = new Map<string, string>();
      let ends = 0;
      for (const line of stdout.toString('utf8').split('\n')) {
        if (line === '') continue;
        const match = shape.exec(line);
        if (!match) throw new FactError(`${tool} printed an unexpected line: ${line.slice(0, 200)}`);
        const [, digest = '', path = ''] = match;
        if (path === '/dev/null') ends += 1;
        else digests.set(line.startsWith('\\') ? unescape(path) : path, digest);
      }
      if (ends < pathChunks(paths).length) throw new FactError(`${tool} did not answer`);
      return paths.map((path) => digests.get(path));
    },
    paths: (path) => [path],
  };
}

/** GNU's sha256sum marks a line with `\` when it had to escape the name; busybox never does. */
function unescape(name: string): string {
  return name.replace(/\\([rn\\])/g, (_, letter: string) => (letter === 'r' ? '\r' : letter === 'n' ? '\n' : '\\'));
}
