import type { GitQuestion } from '../../facts/git-checkout.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { gitArguments } from './arguments.ts';

export interface WantedGit {
  readonly question: GitQuestion;
  readonly update: boolean;
  readonly force: boolean;
  readonly depth: number | undefined;
}

/** @throws ArgumentError */
export function wantedGit(given: Arguments): WantedGit {
  const args = readArguments(given, gitArguments);
  const version = args.text('version') ?? 'HEAD';
  const update = args.flag('update') ?? true;
  if (!/^[A-Za-z0-9_][A-Za-z0-9_./+@-]*$/.test(version) || version.includes('..') || version.startsWith('refs/'))
    throw new ArgumentError(
      'version',
      `${JSON.stringify(version)} is no branch, tag or commit`,
      'refs/heads/ and refs/tags/ are left out',
    );
  const dest = filePath('dest', args.required('dest'));
  if (dest === '/') throw new ArgumentError('dest', '/ is no place for a checkout');
  return {
    question: {
      dest,
      repo: repository(args.required('repo')),
      version,
      ask: isCommit(version) ? 'never' : update ? 'always' : 'absent',
    },
    update,
    force: args.flag('force') ?? false,
    depth: args.integer('depth'),
  };
}

export function isCommit(version: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(version);
}

/** `ext::` runs commands, and a hyphen would be an option. */
function repository(address: string): string {
  if (address === '' || address.startsWith('-') || /[\s\0]/.test(address) || /^[A-Za-z0-9]+::/.test(address))
    throw new ArgumentError('repo', `${JSON.stringify(address)} is no address of a repository`);
  // A password that is not encoded may hold a slash; then a port is told by its digits.
  if (/^[a-z+]+:\/\/[^/@:]*:(?!\d+\/)[^@]*@/.test(address))
    throw new ArgumentError(
      'repo',
      'the address holds a password, which everybody on the host could read',
      'use a deploy key',
    );
  return address;
}
