import type { GitCheckout } from '../../facts/git-checkout.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import { isCommit } from './wanted.ts';
import type { WantedGit } from './wanted.ts';

/** @throws CannotConverge for a directory that is no checkout, and when the repository does not answer */
export function gitChanges(wanted: WantedGit, found: GitCheckout): readonly Change[] {
  const { dest, repo, version } = wanted.question;
  const to = wantedCommit(wanted, found);
  switch (found.state) {
    case 'other':
      throw new CannotConverge(`${dest} is there and is no checkout of git; move it away first`);
    case 'refused':
      throw new CannotConverge(`git does not look at ${dest}: ${found.message ?? ''}`);
    case 'no-git':
      return [{ attribute: 'commit', from: null, to: version }];
    case 'absent':
      return [{ attribute: 'commit', from: null, to: to ?? noVersion(wanted, found) }];
    case 'checkout':
      if (!wanted.update && found.head !== undefined) return [];
      return [
        ...(found.url === repo ? [] : [{ attribute: 'repo', from: found.url ?? null, to: repo }]),
        ...(to === found.head && to !== undefined
          ? []
          : [{ attribute: 'commit', from: found.head ?? null, to: to ?? noVersion(wanted, found) }]),
        ...(wanted.force && found.changed ? [{ attribute: 'changed files', from: 'some', to: 'none' }] : []),
      ];
  }
}

function wantedCommit({ question: { version } }: WantedGit, { remote }: GitCheckout): string | undefined {
  return isCommit(version) ? version : remote?.commit;
}

function noVersion({ question: { repo, version } }: WantedGit, { remoteMessage }: GitCheckout): never {
  throw new CannotConverge(
    remoteMessage === undefined
      ? `${repo} has neither a branch nor a tag called ${version}`
      : `${repo} does not answer: ${remoteMessage}`,
  );
}
