import { readFile } from 'node:fs/promises';
import { matchesPattern } from '../matches-pattern.ts';

/**
 * Reads from ssh_config files which hosts they cannot tell apart: hosts for which the function gives the same text. It
 * gives nothing for a host of which that is in doubt; there is no function where it is in doubt for all.
 */
export async function readHostClasses(
  files: readonly string[],
): Promise<((host: string) => string | undefined) | undefined> {
  const patterns: string[] = [];
  for (const file of files) {
    const found = patternsOf(await readFile(file, 'utf8'));
    if (found === undefined) return undefined;
    patterns.push(...found);
  }
  return (host) => {
    // Other names are read in ways of their own: in lower case, as addresses, with tokens.
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(host)) return undefined;
    return patterns.map((pattern) => (matchesPattern(pattern, host) ? '1' : '0')).join('');
  };
}

/** The patterns of all `Host` lines; nothing when there is something else that may depend on the host. */
function patternsOf(text: string): readonly string[] | undefined {
  const patterns: string[] = [];
  for (const line of text.split('\n')) {
    const [, keyword = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)?(.*?)\s*$/.exec(line) ?? [];
    switch (keyword.toLowerCase()) {
      case 'host':
        if (/["'#\\]/.test(rest)) return undefined;
        patterns.push(...rest.split(/\s+/).map((pattern) => pattern.replace(/^!/, '')));
        break;
      case 'match':
        if (!/^(final |canonical )?all$/i.test(rest)) return undefined;
        break;
      case 'include':
        // It has been followed, unless its name depends on the host.
        if (rest.includes('%')) return undefined;
        break;
    }
  }
  return patterns;
}
