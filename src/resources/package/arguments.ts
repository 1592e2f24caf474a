import type { ArgumentsSchema } from '../../arguments.ts';

export const packageArguments: ArgumentsSchema = {
  summary: 'Installs, updates and removes packages.',
  details: `All packages of a task are one transaction of the package manager. A virtual package counts as present when an
installed one provides it. Configuration files that were edited are kept (\`--force-confdef\`, \`--force-confold\`), no
question is asked, and a lock that another process holds is waited for.

The state is proven by the package manager's own data base. When the line is cut, the package manager finishes its work; one that was
interrupted all the same (\`dpkg --configure -a\`) is repaired by the next run.

Unlike in Ansible, \`update_cache\` is a state too: package lists are fetched when they are older than \`cache_valid_time\` (an hour when not
given), older than the files that name repositories, or missing. Together with packages that only must be present they are fetched only when
something has to be installed, so that a converged host stays unchanged.

What the host has decides: apt, dnf, zypper or apk (yum and pacman are recognised and refused). With the others than apt, \`upgrade\`, \`autoremove\`, \`default_release\` and
holds are refused; a plan looks only at the repository data that the host has fetched (\`update_cache: true\` renews it); a package that others need is not removed, rather than
them along with it; dnf waits for a lock without a limit. With apk, a version that a task names is kept in \`/etc/apk/world\`, and packages that were only installed for a removed
one go with it. dnf is tested for real on a Debian host, zypper and apk only with canned output.`,
  properties: {
    name: {
      description:
        'Names, also with an architecture (`libc6:i386`) or a version, in which `*` stands for anything (`nginx=1.22*`). A list, or one text with commas.',
      type: ['string', 'array'],
      items: { description: 'One package.', type: 'string' },
      aliases: ['pkg', 'package'],
    },
    state: {
      description:
        '`present` installs what is missing and leaves installed versions alone; `latest` also updates; `absent` removes.',
      type: 'string',
      enum: ['present', 'installed', 'latest', 'absent', 'removed'],
      default: 'present',
    },
    purge: { description: 'With `state: absent`: removes configuration files too.', type: 'boolean', default: false },
    autoremove: {
      description: 'Removes packages that were only installed for others and are not needed any more.',
      type: 'boolean',
      default: false,
    },
    update_cache: {
      description: 'Fetches the package lists when they are out of date.',
      type: 'boolean',
      default: false,
      aliases: ['update-cache'],
    },
    cache_valid_time: {
      description: 'Seconds for which package lists are good. Giving it means `update_cache: true`.',
      type: 'integer',
      minimum: 1,
      default: 3600,
    },
    upgrade: {
      description:
        'Updates all packages: `safe` removes none, `dist` may remove some to update others. Packages on hold stay.',
      type: ['string', 'boolean'],
      enum: ['no', 'yes', 'safe', 'full', 'dist', true, false],
      default: 'no',
    },
    default_release: {
      description: 'The release to prefer, as `apt-get -t`: `bookworm-backports`.',
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._/=,+-]*$',
      aliases: ['default-release'],
    },
    install_recommends: {
      description: 'Whether recommended packages are installed too. The host decides when not given.',
      type: 'boolean',
      aliases: ['install-recommends'],
    },
    only_upgrade: { description: 'Updates packages that are there, installs none.', type: 'boolean', default: false },
    allow_downgrade: {
      description: 'A version that is asked for may be older than the installed one.',
      type: 'boolean',
      default: false,
      aliases: ['allow-downgrade', 'allow_downgrades', 'allow-downgrades'],
    },
    allow_change_held_packages: {
      description: 'Packages on hold may be changed too.',
      type: 'boolean',
      default: false,
    },
    lock_timeout: {
      description: 'Seconds to wait while another process uses the package manager.',
      type: 'integer',
      minimum: 0,
      default: 120,
    },
  },
  oneOf: [['name'], ['update_cache'], ['cache_valid_time'], ['upgrade'], ['autoremove']],
  freeForm: 'name',
  examples: [
    `- name: web server
  package:
    name: [nginx, libnginx-mod-stream]
    update_cache: true`,
    `- name: a known version, also when a newer one is out
  package:
    name: haproxy=2.6.*
    allow_downgrade: true`,
    `- name: nothing that listens without need
  package:
    name: [rpcbind, avahi-daemon]
    state: absent
    purge: true
    autoremove: true`,
    `- name: security updates
  package:
    upgrade: dist
    update_cache: true
    cache_valid_time: 600`,
  ],
};
