import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What an archive holds, and where it is. */
export interface PackedKey {
  /** Absolute path of the archive. */
  readonly dest: string;
  /** The directory that names in the archive are seen from. */
  readonly base: string;
  /** What is packed, seen from `base`: `./www`. */
  readonly names: readonly string[];
  /** Globs of `find -path` that are left out, with everything below: `./www/cache`. */
  readonly excluded: readonly string[];
  /** 64 hexadecimal digits that tell apart what is packed where and how. */
  readonly id: string;
}

/** `intact`: the archive is the one that was made then, of the same members. `missing` is the first of `names` that is not there. */
export type PackedArchive =
  { readonly type: 'intact' | 'altered' | 'never' } | { readonly type: 'missing'; readonly name: string };

/**
 * Whether what is packed has still the names, types, modes, owners, sizes and times of its archive. Nothing of the names
 * travels.
 * @param records shell text that sets `records` to where what was packed is remembered
 */
export function packedArchive(records: Command): FactKind<PackedKey, PackedArchive> {
  return {
    name: 'packedArchive',
    identity: ({ dest, id }) => `${id} ${dest}`,
    script: (keys) => sh`
${records}
look() {
  state=$records/$2.state
  number=0
  cd -- "$3" 2>/dev/null || { echo missing 1; return; }
  shift 3
  for name do
    number=$((number + 1))
    [ -e "$name" ] || [ -L "$name" ] || { echo missing "$number"; return; }
  done
  if [ ! -f "$state" ] || [ ! -O "$state" ]; then echo never
  elif [ "$(summary)" = "$(cat "$state")" ]; then echo intact
  else echo altered; fi
}
${keys
  .map(
    (key) => sh`(
dest=${key.dest}
${memberList(key)}
look "$dest" ${key.id} ${key.base} ${key.names}
)`,
  )
  .reduce((all, next) => sh`${all}\n${next}`)}`,
    parse: (stdout, keys) => {
      const lines = outputLines(stdout);
      if (lines.length !== keys.length) throw new FactError('packedArchive: an unexpected number of answers');
      return lines.map((line, index) => {
        if (line === 'intact' || line === 'altered' || line === 'never') return { type: line };
        const name = keys[index]?.names[Number(/^missing (\d{1,6})$/.exec(line)?.[1]) - 1];
        if (name === undefined) throw new FactError('packedArchive: an unexpected answer');
        return { type: 'missing', name };
      });
    },
  };
}

/**
 * Shell functions, to be called in `base` with `dest` set. `members TESTS` lists members; `summary` digests them and tells the
 * archive by its size, time and inode. A directory's own size and time say nothing that its members do not.
 */
export function memberList({ names, excluded }: Pick<PackedKey, 'names' | 'excluded'>): Command {
  const pruned = excluded.map((glob) => sh`-path ${glob} -prune -o`).reduce((all, next) => sh`${all} ${next}`, sh``);
  return sh`members() { find ${names} ${pruned} "$@" -print 2>/dev/null | sort -u; }
summary() {
  {
    members -type d | ${lines} '%f:%u:%g:%n' -- 2>&1
    members '(' -type f -o -type l ')' | ${lines} '%f:%u:%g:%s:%y:%n' -- 2>&1
  } | sha256sum | cut -d ' ' -f 1
  TZ=UTC0 stat -c '%s:%y:%i' -- "$dest" 2>/dev/null
}`;
}

const lines = verbatim(`tr '\\n' '\\0' | TZ=UTC0 xargs -0 stat -c`);
