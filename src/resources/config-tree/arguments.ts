import type { ArgumentsSchema } from '../../arguments.ts';

/** Arguments of `config_tree`. */
export const configTreeArguments: ArgumentsSchema = {
  summary:
    'Keeps the configuration files of one service together, and puts the old ones back when it does not work with the new ones.',
  details: `What differs is written in one transaction, by one command on the host which finishes although the run is killed under it:

1. The new files are put into a copy of the whole tree, and the service's own checker judges that copy (names of the tree in its files are
   changed to the copy's, so that includes lead into it). What it refuses never touches the host's files.
2. The old files are saved, and a timer is started that puts them back if all this is cut off; a reboot puts them back, too.
3. All new files are staged beside the old ones, then renamed one right after the other. Each file is replaced atomically; between
   the first and the last one nothing is told to the service.
4. The checker judges the real tree, the service is reloaded or restarted, and it is *probed*, because the exit status of a reload lies.
5. If anything of that fails, the old files come back, the service is reloaded again, and the task fails as \`rolled-back\` with what was said.

A service that is not running is neither reloaded nor probed: its files are checked, and what starts it comes behind. For \`sshd\` and \`sudoers\`
a new connection has the last word, as described in docs/safety.md.

It needs root. Not covered: what a service has written elsewhere when it started with the new configuration (a converted database).
The copy is rewritten as text: a checker that reads a binary file which names its own directory finds the old one there, and step 4 judges it.`,
  properties: {
    service: {
      description:
        'Whose files these are: `nginx`, `haproxy`, `sshd`, `mariadb`, `mysql`, `prometheus` and `sudoers` are known; of any other, say at least `root` and `check`.',
      type: 'string',
    },
    root: { description: 'The directory of the tree on the host.', type: 'string' },
    files: {
      description: 'The files, each with one of `src`, `file` and `content`.',
      type: 'array',
      minItems: 1,
      items: {
        description: 'A file.',
        type: 'object',
        additionalProperties: false,
        required: ['path'],
        properties: {
          path: { description: 'Below `root`: `conf.d/site.conf`.', type: 'string' },
          src: {
            description: 'Template on the controller, found as with `template`.',
            type: 'string',
            asset: 'template',
          },
          file: {
            description: 'File on the controller that is taken as it is, found as with `copy`.',
            type: 'string',
            asset: 'file',
          },
          content: { description: 'The text itself.', type: 'string' },
          state: {
            description: '`absent`: there shall be no such file.',
            type: 'string',
            enum: ['present', 'absent'],
            default: 'present',
          },
          mode: { description: "As in `file`: `'0640'`.", type: 'string' },
          owner: { description: 'Name or number.', type: ['string', 'integer'] },
          group: { description: 'Name or number.', type: ['string', 'integer'] },
          sensitive: { description: 'What differs in it is not shown.', type: 'boolean', default: false },
        },
      },
    },
    mode: { description: 'Of files that say nothing else. Kept when not given; new files get 0644.', type: 'string' },
    owner: { description: 'Of files that say nothing else, and of new directories.', type: ['string', 'integer'] },
    group: { description: 'The same for the group.', type: ['string', 'integer'] },
    exclusive: {
      description:
        'Directories below `root` in which there shall be no other files and links. Hidden ones and directories in it are left alone.',
      type: 'array',
      items: { description: 'A directory: `conf.d`.', type: 'string' },
    },
    unit: { description: 'The systemd unit that reads these files.', type: 'string' },
    check: {
      description:
        'Shell command that judges the whole tree; `%t` stands for its root. Without `%t` it judges the files in their place only.',
      type: 'string',
    },
    apply: {
      description: 'How a running service gets to know the new files.',
      type: 'string',
      enum: ['reload', 'restart', 'nothing'],
    },
    probe: {
      description: 'What must hold afterwards, instead of what is known of the service. Each says one thing.',
      type: 'array',
      items: {
        description: 'A probe.',
        type: 'object',
        additionalProperties: false,
        properties: {
          active: { description: 'The unit is active.', type: 'boolean', enum: [true] },
          workers: { description: 'The unit’s main process has new children.', type: 'string', enum: ['renewed'] },
          port: {
            description: 'A process of the unit listens on this TCP port.',
            type: 'integer',
            minimum: 1,
            maximum: 65535,
          },
          url: {
            description: 'This address answers the host itself; with curl, or wget.',
            type: 'string',
            pattern: '^https?://',
          },
          status: {
            description: 'What it may answer.',
            type: 'array',
            items: { description: 'A status of HTTP.', type: 'integer' },
            default: [200],
          },
          command: { description: 'This shell command ends with 0.', type: 'string' },
        },
      },
    },
    within: {
      description: 'Seconds that the probes may take until all hold.',
      type: 'integer',
      minimum: 1,
      maximum: 600,
      default: 10,
    },
  },
  required: ['service', 'files'],
  examples: [
    `- name: the proxy's configuration
  config_tree:
    service: haproxy
    files:
      - {path: haproxy.cfg, content: "global\\n  daemon\\n"}
    probe:
      - active: true
      - port: 443`,
    `- name: nobody adds a zone by hand
  config_tree:
    service: unbound
    root: /etc/unbound
    unit: unbound.service
    check: unbound-checkconf %t/unbound.conf
    apply: reload
    exclusive: [unbound.conf.d]
    files:
      - {path: unbound.conf, content: "include: /etc/unbound/unbound.conf.d/*.conf\\n"}
      - {path: unbound.conf.d/local.conf, content: "server:\\n  interface: 127.0.0.1\\n"}`,
  ],
};
