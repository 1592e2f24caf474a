import type { GitCheckout } from '../../facts/git-checkout.ts';
import { CannotConverge } from '../../resource.ts';
import type { Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { WantedGit } from './wanted.ts';

/** @throws CannotConverge without git, and when work that was done on the host would be lost */
export function gitSteps(wanted: WantedGit, found: GitCheckout): readonly Step[] {
  const { dest, version } = wanted.question;
  if (found.state === 'no-git') throw new CannotConverge('the host has no git; install the package "git" first');
  if (!wanted.force && found.changed)
    throw new CannotConverge(
      `files in ${dest} were changed on the host; commit them elsewhere, or drop them by force: true`,
    );
  if (!wanted.force && found.unpublished)
    throw new CannotConverge(
      `${dest} is at a commit that no remote branch or tag has; push it, or drop it by force: true`,
    );
  return [
    {
      type: 'run',
      title: `check out ${version} in ${dest}`,
      command: sh`umask 022
export GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="\${GIT_SSH_COMMAND:-ssh -o BatchMode=yes -o ConnectTimeout=15}"
${fetch(wanted, found)} &&
${checkout(wanted, found)}`,
    },
  ];
}

/** As `git clone` does it, but so that one which was killed in the middle is taken up where it ended. */
function fetch({ question: { dest, repo, version }, depth }: WantedGit, { state, remote }: GitCheckout): Command {
  const begin = state === 'absent' ? sh`git init -q -- ${dest} && ` : sh``;
  const wantedRef =
    remote?.branch !== undefined ? head(remote.branch) : remote?.tag !== undefined ? tag(remote.tag) : version;
  const refs = depth === undefined ? ['--tags', 'origin', head('*')] : ['--depth', depth, 'origin', wantedRef];
  // The tips of all branches mostly hold a wanted commit; some servers give others only when asked.
  const missing =
    remote === undefined
      ? sh` && { git -C ${dest} cat-file -e ${`${version}^{commit}`} 2>/dev/null || git -C ${dest} fetch -q origin ${version}; }`
      : sh``;
  return sh`${begin}git -C ${dest} config remote.origin.url ${repo} && git -C ${dest} config remote.origin.fetch ${head('*')} &&
git -C ${dest} fetch -q --force ${refs}${missing}`;
}

function checkout({ question: { dest, version }, force }: WantedGit, { remote }: GitCheckout): Command {
  const flags = force ? ['-q', '-f'] : ['-q'];
  if (remote?.branch === undefined)
    return sh`git -C ${dest} checkout ${flags} --detach ${remote?.tag !== undefined ? `refs/tags/${remote.tag}` : (remote?.commit ?? version)}`;
  return sh`git -C ${dest} checkout ${flags} -B ${remote.branch} --track ${`refs/remotes/origin/${remote.branch}`}`;
}

function head(name: string): string {
  return `+refs/heads/${name}:refs/remotes/origin/${name}`;
}

function tag(name: string): string {
  return `+refs/tags/${name}:refs/tags/${name}`;
}
