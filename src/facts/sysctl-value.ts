import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';
import { sysctlPath } from './sysctl-path.ts';

/**
 * What the kernel uses now, white space made single; nothing for a setting that does not exist or cannot be read.
 * Source: /proc/sys. Keys are names as sysctl(8) takes them.
 *
 * Not the shell's `read`: dash reads byte by byte, and these files give everything to the first read only.
 */
export const sysctlValue: FactKind<string, string | undefined> = {
  name: 'sysctlValue',
  identity: sysctlPath,
  script: (names) => sh`grep -H '' -- ${names.map(fileOf)} 2>/dev/null || [ $? -le 2 ]`,
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    if (lines.some((line) => !line.startsWith(root)))
      throw new FactError('sysctlValue: a line does not name a setting');
    return names.map((name) => {
      const prefix = `${fileOf(name)}:`;
      const own = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
      return own.length === 0 ? undefined : own.join(' ').trim().replace(/\s+/g, ' ');
    });
  },
};

const root = '/proc/sys/';

function fileOf(name: string): string {
  return root + sysctlPath(name);
}
