import type { ArgumentsSchema } from '../../arguments.ts';

export const gitArguments: ArgumentsSchema = {
  summary: 'Keeps a checkout of a git repository at a version.',
  details: `What is compared is the commit: that of the checkout, and the one that the branch, tag or \`HEAD\` has in the repository, which a plan
asks, too (\`git ls-remote\`, on the host). A whole commit as \`version\` needs no question. Afterwards the checkout is on a branch of that name, or
on none for tags and commits.

Work of others is not dropped: files that git knows and that were changed, or commits that no remote branch or tag has, are refused unless
\`force\` is given. Files that git does not know stay. While the commit is right, changed files are left alone (with \`force\` they are put back).
A directory that is no checkout is only used when it is empty.

It runs as the task's user, who should own the checkout (\`become_user\`). Passwords are never asked for, and addresses that hold one are refused,
because everybody could read them in the list of processes; use a key. The repository's ssh key must be known to that user (Ansible's
\`accept_hostkey\` is missing, as are submodules, \`key_file\`, \`archive\`, \`bare\`, \`refspec\` and \`verify_commit\`).`,
  properties: {
    repo: { description: 'Address of the repository.', type: 'string', aliases: ['name'] },
    dest: { description: 'Absolute path of the checkout.', type: 'string' },
    version: {
      description: 'A branch, a tag, a whole commit, or `HEAD`, the repository’s own choice.',
      type: 'string',
      default: 'HEAD',
    },
    update: { description: 'False leaves a checkout that is there at its commit.', type: 'boolean', default: true },
    force: { description: 'Drops changes that were made on the host.', type: 'boolean', default: false },
    depth: {
      description: 'How many commits of the history are fetched; all when not given.',
      type: 'integer',
      minimum: 1,
    },
  },
  required: ['repo', 'dest'],
  examples: [
    `- name: the application, at a release
  git:
    repo: https://git.example.org/app.git
    dest: /srv/app
    version: v1.4.2
  become_user: app
  notify: restart app`,
  ],
};
