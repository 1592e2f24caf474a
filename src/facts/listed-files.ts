import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { listedFileFormat, parseListedFile } from './listed-file.ts';
import type { ListedFile } from './listed-file.ts';
import { outputLines } from './output-lines.ts';
import { callWithPaths } from './path-chunks.ts';

/** All that `stat` tells of a path, above all its times; nothing when there is nothing, or it may not be looked at. Links are not followed. */
export const listedFile: FactKind<string, ListedFile | undefined> = {
  name: 'listedFile',
  identity: (path) => path,
  script: (paths) => statScript(verbatim('-c'), paths),
  parse,
};

/** The same with links followed to their end. */
export const followedListedFile: FactKind<string, ListedFile | undefined> = {
  name: 'followedListedFile',
  identity: (path) => path,
  script: (paths) => statScript(verbatim('-L -c'), paths),
  parse,
};

/** `/` comes last in every call, as a proof that `stat` understood the format. */
function statScript(flags: Command, paths: readonly string[]): Command {
  return sh`list() { stat ${flags} ${listedFileFormat} -- "$@" / 2>/dev/null; }
${callWithPaths(verbatim('list'), paths)}
:`;
}

function parse(stdout: Buffer, paths: readonly string[]): readonly (ListedFile | undefined)[] {
  const found = new Map(outputLines(stdout).map((line) => [parseListedFile(line).path, parseListedFile(line)]));
  if (!found.has('/')) throw new FactError('stat did not answer; it must be the one of GNU or busybox');
  return paths.map((path) => found.get(path));
}
