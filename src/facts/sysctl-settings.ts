import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';
import { sysctlBootName } from './sysctl-boot-name.ts';
import { sysctlPath } from './sysctl-path.ts';

/** One line of a file that is read at boot. */
export interface SysctlSetting {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** White space made single. */
  readonly value: string;
}

/**
 * Where a kernel setting is set at boot, in the order in which the files are read: the last one counts. Lines with
 * patterns (`net.ipv4.conf.*.rp_filter`) are left out; they never override a plain line. Source: sysctl.d(5).
 */
export const sysctlSettings: FactKind<string, readonly SysctlSetting[]> = {
  name: 'sysctlSettings',
  identity: sysctlPath,
  script: () =>
    verbatim(`set -- /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf \\
  /lib/sysctl.d/*.conf /etc/sysctl.conf
for file; do if [ -e "$file" ]; then echo "file:$file"; fi; done
grep -Hns '^[^#;]*=' "$@" || [ $? -le 2 ]`),
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    const files = lines.filter((line) => line.startsWith('file:')).map((line) => line.slice('file:'.length));
    const rank = new Map(filesInBootOrder(files).map((file, index) => [file, index]));
    const settings = lines
      .filter((line) => !line.startsWith('file:'))
      .map(settingOf)
      .filter((each) => rank.has(each.file))
      .sort((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line);
    return names.map((name) =>
      settings.filter((each) => each.path === sysctlPath(name)).map(({ file, line, value }) => ({ file, line, value })),
    );
  },
};

/** By name, whatever the directory; of two with one name only the first counts, in the order of the directories above. */
function filesInBootOrder(files: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const file of files) {
    const name = sysctlBootName(file);
    if (!byName.has(name)) byName.set(name, file);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

function settingOf(text: string): SysctlSetting & { readonly path: string } {
  const [, file, line, name, value] = /^(\/[^:]+):(\d{1,9}):\s*-?([^=]*?)\s*=(.*)$/.exec(text) ?? [];
  if (file === undefined || name === undefined || value === undefined)
    throw new FactError('sysctlSettings: a line is not FILE:NUMBER:NAME=VALUE');
  return { file, line: Number(line), path: sysctlPath(name), value: value.trim().replace(/\s+/g, ' ') };
}
