import type { ArgumentsSchema } from '../../arguments.ts';

export const systemdUnitArguments: ArgumentsSchema = {
  summary: 'Keeps a systemd unit file or a drop-in, and makes systemd read it.',
  details: `The file is compared and replaced as a whole, and belongs to root with mode 0644. Before it lands \`systemd-analyze verify\` must have
nothing to say against the unit as it would be then, drop-ins of the host included; unknown keys, values that cannot be read and programs that do
not exist are refused. (On systemd before 250 there is no such check.) Afterwards systemd is made to read it: that is proven, because systemd says
whether it knows the files as they are, also when the file was right all along and somebody else had forgotten it.

\`enabled\` and \`started\` are those of \`service\`. A unit that runs keeps running as it was started: restart it by a handler. When an [Install]
section changes, links that an earlier one made stay. Templates (\`worker@\`) are kept, too; their instances are started and stopped by \`service\`.

With \`state: absent\` a unit that no package brings is stopped and disabled, too, before its file goes; for a drop-in, and where a package's own
unit comes to light, only the file goes. Ansible has no such module; it is a \`template\` with a \`systemd\` task behind it.`,
  properties: {
    name: {
      description: 'The unit; without a suffix it is a service: `backup`, `backup.timer`.',
      type: 'string',
      aliases: ['unit'],
    },
    dropin: {
      description: 'Name of a drop-in for the unit (`limits` is `limits.conf`), instead of the unit file itself.',
      type: 'string',
    },
    src: {
      description:
        'Handlebars template on the controller, searched in the `templates` directory of the role or the play.',
      type: 'string',
      asset: 'template',
    },
    content: { description: 'The text itself, instead of `src`.', type: 'string' },
    state: { description: 'Whether the file exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    enabled: { description: 'Whether the unit starts at boot.', type: 'boolean' },
    started: { description: 'Whether it runs now.', type: 'boolean' },
    verify: {
      description: 'False when the unit names programs or units that only a later task brings.',
      type: 'boolean',
      default: true,
    },
  },
  required: ['name'],
  examples: [
    `- name: application as a service
  systemd_unit:
    name: app
    content: |
      [Unit]
      Description=Application

      [Service]
      ExecStart=/bin/sleep infinity
      DynamicUser=yes

      [Install]
      WantedBy=multi-user.target
    enabled: true
    started: true
  notify: restart app`,
    `- name: more files for the data base
  systemd_unit:
    name: mariadb
    dropin: limits
    content: |
      [Service]
      LimitNOFILE=65536`,
    `- systemd_unit: {name: old-app, state: absent}`,
  ],
};
