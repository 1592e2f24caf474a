import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { joinCommands, sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What apt-get would do for one of its commands about all packages; it is only simulated. */
export interface PendingPackage {
  readonly name: string;
  /** Nothing when it would be new. */
  readonly from?: string;
  /** Nothing when it would be removed. */
  readonly to?: string;
}

export type PendingCommand = 'upgrade' | 'dist-upgrade' | 'autoremove' | 'autopurge';

export const aptPending: FactKind<PendingCommand, readonly PendingPackage[]> = {
  name: 'aptPending',
  identity: (command) => command,
  script: (commands) =>
    joinCommands(
      commands.map((command) => sh`echo ${`# ${command}`}; apt-get -qq -s -o Debug::NoLocking=true ${words[command]}`),
    ),
  parse: (stdout, commands) => {
    const found = new Map<string, PendingPackage[]>();
    let current: PendingPackage[] | undefined;
    for (const line of outputLines(stdout)) {
      const [, command] = /^# (\S+)$/.exec(line) ?? [];
      if (command !== undefined) found.set(command, (current = []));
      else if (current === undefined)
        throw new FactError('aptPending: an answer does not say which command it is about');
      else current.push(...pendingOf(line));
    }
    return commands.map((command) => found.get(command) ?? []);
  },
};

const words: Readonly<Record<PendingCommand, readonly string[]>> = {
  upgrade: ['upgrade', '--with-new-pkgs'],
  'dist-upgrade': ['dist-upgrade'],
  autoremove: ['autoremove'],
  autopurge: ['autoremove', '--purge'],
};

/** `Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.12/stable [amd64])`, `Remv foo [1.0]`, `Purg foo [1.0]`; the rest is talk. */
function pendingOf(line: string): readonly PendingPackage[] {
  const [, verb, name, from, to] = /^(Inst|Remv|Purg) (\S+)(?: \[([^\]\s]+)\])?(?: \((\S+) )?/.exec(line) ?? [];
  if (verb === undefined || name === undefined) return [];
  return [{ name, ...(from !== undefined && { from }), ...(verb === 'Inst' && to !== undefined && { to }) }];
}
