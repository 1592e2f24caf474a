import type { ArgumentSchema, ArgumentsSchema } from '../../arguments.ts';

const words = (description: string, item: string): ArgumentSchema => ({
  description,
  type: ['string', 'array'],
  items: { description: item, type: 'string' },
});

export const aptRepositoryArguments: ArgumentsSchema = {
  summary: 'Keeps a repository of packages in apt’s sources.',
  details: `It is one file, \`NAME.sources\` in /etc/apt/sources.list.d, in the form that apt has had since version 1.1 (deb822), compared as a whole.
The key that \`signed_by\` names must be there: bring it by \`apt_key\`.

Not proven is that the repository answers. That shows when its lists are fetched: a \`package\` task with \`update_cache: true\` behind it does so
by itself, because it sees that they are older than this file.

Arguments are those of Ansible's \`deb822_repository\`; the one line of its \`apt_repository\` (\`repo\`) is understood, too, and becomes the same file,
so that an old \`.list\` file of the same repository must be removed (\`file\` with \`state: absent\`). \`ppa:\` is not known, and neither is
\`trusted\`: a repository has a key.`,
  properties: {
    name: { description: 'Name of the file, without `.sources`.', type: 'string', aliases: ['filename'] },
    repo: {
      description:
        'All in one line: `deb [signed-by=/etc/apt/keyrings/x.asc] https://deb.example.org/debian bookworm main`.',
      type: 'string',
    },
    types: words('`deb` for packages, `deb-src` for sources. Packages when not given.', 'One type.'),
    uris: words('Addresses.', 'One address.'),
    suites: words('`bookworm`, `stable`, or a directory with a slash at its end.', 'One suite.'),
    components: words('`main`, `contrib`. Left out where a suite is a directory.', 'One component.'),
    architectures: words('`amd64`. Those of the host when not given.', 'One architecture.'),
    signed_by: {
      description: 'File with the key on the host; see `apt_key`. Without it any key that apt trusts will do.',
      type: 'string',
    },
    enabled: { description: 'Whether apt uses it.', type: 'boolean', default: true },
    state: { description: 'Whether the file exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
  },
  required: ['name'],
  examples: [
    `- name: packages of our own
  apt_repository:
    name: example
    uris: https://deb.example.org/debian
    suites: bookworm
    components: main
    signed_by: /etc/apt/keyrings/example.asc`,
    `- name: the same in the old form
  apt_repository:
    name: example
    repo: deb [signed-by=/etc/apt/keyrings/example.asc] https://deb.example.org/debian bookworm main`,
  ],
};
