import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Sources: /proc/modules, the kernel's modules.builtin, and the files that systemd-modules-load reads. */
export interface KernelModule {
  /** `unsupported`: the kernel loads no modules at all. */
  readonly state: 'loaded' | 'builtin' | 'absent' | 'unsupported';
  /** The files that have it loaded at boot. */
  readonly bootFiles: readonly string[];
}

/** Keys are module names; `-` and `_` mean the same in them. */
export const kernelModule: FactKind<string, KernelModule> = {
  name: 'kernelModule',
  identity: moduleKey,
  script: () =>
    verbatim(`if [ -r /proc/modules ]; then echo modules; sed 's/ .*//; s/^/loaded /' /proc/modules; fi
builtin=/lib/modules/$(uname -r)/modules.builtin
if [ -r "$builtin" ]; then sed 's#.*/##; s/\\.ko.*//; s/^/builtin /' "$builtin"; fi
grep -Hs '^[[:space:]]*[A-Za-z0-9]' /etc/modules /etc/modules-load.d/*.conf /run/modules-load.d/*.conf \\
  /usr/local/lib/modules-load.d/*.conf /usr/lib/modules-load.d/*.conf || [ $? -le 2 ]`),
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    const unexpected = lines.find((line) => !/^(?:modules$|loaded |builtin |\/)/.test(line));
    if (unexpected !== undefined) throw new FactError(`kernelModule: unexpected line: ${unexpected.slice(0, 200)}`);
    const behind = (word: string): ReadonlySet<string> =>
      new Set(lines.flatMap((line) => (line.startsWith(word) ? [moduleKey(line.slice(word.length))] : [])));
    const [loaded, builtin] = [behind('loaded '), behind('builtin ')];
    const without = lines.includes('modules') ? 'absent' : 'unsupported';
    const boot = lines.filter((line) => line.startsWith('/')).map(bootLine);
    return names.map((name) => {
      const key = moduleKey(name);
      return {
        state: loaded.has(key) ? 'loaded' : builtin.has(key) ? 'builtin' : without,
        bootFiles: [...new Set(boot.filter((each) => each.key === key).map((each) => each.file))],
      };
    });
  },
};

export function moduleKey(name: string): string {
  return name.replaceAll('-', '_');
}

function bootLine(line: string): { readonly file: string; readonly key: string } {
  const at = line.indexOf(':');
  if (at === -1) throw new FactError('kernelModule: a line is not FILE:MODULE');
  // /etc/modules may have parameters behind the name.
  return {
    file: line.slice(0, at),
    key: moduleKey(
      line
        .slice(at + 1)
        .trim()
        .split(/\s/)[0] ?? '',
    ),
  };
}
