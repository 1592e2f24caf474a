import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What apt-get would do to one package; it is only simulated. */
export interface PendingPackage {
  readonly name: string;
  /** Nothing when it would be new. */
  readonly from?: string;
  /** Nothing when it would be removed. */
  readonly to?: string;
}

/** The words behind `apt-get`: `['dist-upgrade']`, `['remove', '--auto-remove', '--', 'nginx']`. */
export type AptWords = readonly string[];

/** What one of apt-get's commands would do, by its own simulation of that very command. Nothing when it would refuse it. */
export const aptPending: FactKind<AptWords, readonly PendingPackage[] | undefined> = {
  name: 'aptPending',
  identity: (words) => words.join(' '),
  script: (keys) =>
    keys
      .map(
        (words) =>
          sh`echo ${mark}; apt-get -qq -s -o Debug::NoLocking=true -o APT::Cmd::Pattern-Only=true ${words} || echo '# refused'`,
      )
      .reduce((all, each) => sh`${all}\n${each}`),
  parse: (stdout, keys) => {
    const answers: { refused: boolean; packages: PendingPackage[] }[] = [];
    for (const line of outputLines(stdout)) {
      const current = answers.at(-1);
      if (line === mark) answers.push({ refused: false, packages: [] });
      else if (current === undefined)
        throw new FactError('aptPending: an answer does not say which command it is about');
      else if (line === '# refused') current.refused = true;
      else current.packages.push(...pendingOf(line));
    }
    if (answers.length !== keys.length)
      throw new FactError(`aptPending: ${answers.length} answers to ${keys.length} questions`);
    return answers.map(({ refused, packages }) => (refused ? undefined : packages));
  },
};

const mark = '# simulation';

/** `Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.12/stable [amd64])`, `Remv foo [1.0]`, `Purg foo [1.0]`; the rest is talk. */
function pendingOf(line: string): readonly PendingPackage[] {
  const [, verb, name, from, to] = /^(Inst|Remv|Purg) (\S+)(?: \[([^\]\s]+)\])?(?: \((\S+) )?/.exec(line) ?? [];
  if (verb === undefined || name === undefined) return [];
  return [{ name, ...(from !== undefined && { from }), ...(verb === 'Inst' && to !== undefined && { to }) }];
}
