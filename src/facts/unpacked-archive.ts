import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Names what was unpacked: a directory, and what identifies the archive and how it was unpacked. */
export interface UnpackedKey {
  readonly dest: string;
  /** 64 hexadecimal digits. */
  readonly id: string;
}

/**
 * `intact`: it was unpacked there, and every file of it has still the type, mode, owner, size and time that it had then. Nothing of the
 * files' names travels.
 */
export function unpackedArchive(records: Command): FactKind<UnpackedKey, 'intact' | 'altered' | 'never'> {
  return {
    name: 'unpackedArchive',
    identity: ({ dest, id }) => `${id} ${dest}`,
    script: (keys) => sh`
${records}
${recordFiles}
look() {
  if [ ! -f "$records/$2.names" ] || [ ! -f "$records/$2.state" ] || [ ! -O "$records/$2.state" ]; then echo never
  elif [ -d "$1" ] && cd -- "$1" && [ "$(recorded <"$records/$2.names")" = "$(cat "$records/$2.state")" ]; then echo intact
  else echo altered; fi
}
${keys.map(({ dest, id }) => sh`( look ${dest} ${id} )`).reduce((all, next) => sh`${all}\n${next}`)}`,
    parse: (stdout, keys) => {
      const lines = outputLines(stdout);
      if (lines.length !== keys.length) throw new FactError('unpackedArchive: an unexpected number of answers');
      return lines.map((line) => {
        if (line === 'intact' || line === 'altered' || line === 'never') return line;
        throw new FactError('unpackedArchive: an unexpected answer');
      });
    },
  };
}

/** Shell text: what is recorded of the files whose names, one a line, come on standard input, seen from the directory where they are. */
export const recordFiles = verbatim(
  `recorded() { tr '\\n' '\\0' | xargs -0 stat -c '%f:%u:%g:%s:%Y:%n' -- 2>&1 | sha256sum | cut -d ' ' -f 1; }`,
);
