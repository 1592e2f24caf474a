import type { ArgumentsSchema } from '../../arguments.ts';

export const serviceArguments: ArgumentsSchema = {
  summary: 'Starts, stops, enables, masks, restarts and reloads services: units of systemd, or OpenRC’s.',
  details: `\`started\`, \`stopped\`, \`enabled\`, \`masked\` and \`daemon_reload\` are states: they are compared, applied and read back. A
service that is started must still be active a moment later: systemd itself waits for those that say when they are ready; others are watched
until their processes have been idle for 0.2 seconds, for a second at most. Who dies later than that is found by a play's \`verify:\` tasks and
by monitoring. When systemd would use an outdated unit file, it is made to read it before the unit is started.

\`restarted\` and \`reloaded\` are actions, mostly of handlers: they run whenever the task does, and a plan only says that they would. They are not
believed by their exit status: after a restart systemd must name a new invocation that stays active, after a reload the same one.

A unit that does not exist counts as stopped and not enabled. A unit without [Install] section (\`static\`) cannot be enabled or disabled, and
counts as whatever is wanted. A \`oneshot\` unit that does not stay active cannot be \`started\`; restart it, or start its timer.

On a host that OpenRC has started, \`enabled\` means any run level (new ones go into \`default\`); a service is taken at its own word (\`rc-service NAME
status\`) a second after a start, restart or reload; nothing can be masked, and \`daemon_reload\` means nothing beside a name.`,
  properties: {
    name: {
      description: 'The unit; without a suffix it is a service: `nginx`, `apt-daily.timer`, `getty@tty1`.',
      type: 'string',
      aliases: ['unit', 'service'],
    },
    state: {
      description:
        '`started` and `stopped` are states; `restarted` and `reloaded` (started when it does not run) are actions.',
      type: 'string',
      enum: ['started', 'stopped', 'restarted', 'reloaded'],
    },
    enabled: { description: 'Whether it starts at boot.', type: 'boolean' },
    masked: { description: 'Whether it is kept from being started at all.', type: 'boolean' },
    daemon_reload: {
      description: 'systemd shall know the unit files as they are now. Without `name` it is about all loaded units.',
      type: 'boolean',
      default: false,
      aliases: ['daemon-reload'],
    },
    scope: {
      description: 'Only the system’s own manager is known; there are no units of users.',
      type: 'string',
      enum: ['system'],
      default: 'system',
    },
  },
  oneOf: [['name'], ['daemon_reload']],
  freeForm: 'name',
  examples: [
    `- name: web server runs, also after a boot
  service:
    name: nginx
    state: started
    enabled: true`,
    `- name: restart ssh
  service:
    name: ssh
    state: restarted`,
    `- name: no updates on their own
  service:
    name: apt-daily.timer
    state: stopped
    masked: true`,
    `- name: new unit files are known
  service:
    daemon_reload: true`,
  ],
};
