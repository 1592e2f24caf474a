import { defineResource } from '../definition.ts';
import { gitCheckout } from '../facts/git-checkout.ts';
import type { GitCheckout } from '../facts/git-checkout.ts';
import { gitArguments } from './git/arguments.ts';
import { gitChanges } from './git/diff.ts';
import { gitSteps } from './git/steps.ts';
import { wantedGit } from './git/wanted.ts';
import type { WantedGit } from './git/wanted.ts';

export const git = defineResource<WantedGit, GitCheckout>({
  kind: 'git',
  schema: gitArguments,
  wanted: wantedGit,
  observe: ({ question }, host) => host.read(gitCheckout, question),
  diff: gitChanges,
  steps: gitSteps,
  facts: ({ question }, { head }) => ({ dest: question.dest, ...(head !== undefined && { after: head }) }),
});
