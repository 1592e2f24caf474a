import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A shell together with the tools it finds: what kinds of hosts there are. */
export interface ToolSet {
  readonly title: string;
  /** Words that run the shell: `-c TEXT` comes behind them. */
  readonly shell: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The usual shells with GNU's tools, and busybox with nothing but its own, made in `directory`. */
export function toolSets(directory: string): readonly ToolSet[] {
  const applets = join(directory, 'busybox-applets');
  mkdirSync(applets);
  execFileSync('busybox', ['--install', '-s', applets]);
  return [
    ...['dash', 'bash', 'ksh'].map((name) => ({
      title: `${name} with GNU tools`,
      shell: [which(name)],
      environment: {},
    })),
    { title: 'busybox alone', shell: [which('busybox'), 'sh'], environment: { PATH: applets } },
  ];
}

/** The words that run a command as somebody without rights, whoever runs the tests. */
export function asNobody(words: readonly string[]): readonly string[] {
  return process.getuid?.() === 0
    ? [which('setpriv'), '--reuid=65534', '--regid=65534', '--clear-groups', ...words]
    : words;
}

/** The whole name, because a tool set may leave nothing in the search path. */
function which(name: string): string {
  return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
}
