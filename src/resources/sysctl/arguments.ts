import type { ArgumentsSchema } from '../../arguments.ts';

export const sysctlArguments: ArgumentsSchema = {
  summary: 'Sets kernel parameters, now and at boot.',
  details: `Both are read and compared: the value that the kernel uses now, and the one it will get at boot. When a file that is read later says
something else, the task fails and names the place, because the setting would not outlive a reboot.

With \`state: absent\` the line goes and the running kernel keeps its value, as nobody knows which one it had before.`,
  properties: {
    name: {
      description:
        'The parameter: `net.ipv4.ip_forward`; a dot inside a name is written as a slash (`net.ipv4.conf.eth0/100.forwarding`).',
      type: 'string',
      aliases: ['key'],
    },
    value: {
      description: 'Its value. Several numbers are separated by blanks.',
      type: ['string', 'number'],
      aliases: ['val'],
    },
    state: { description: 'Whether a file sets it.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    sysctl_file: {
      description: 'The file that sets it at boot.',
      type: 'string',
      default: '/etc/sysctl.d/90-rackwright.conf',
    },
    reload: { description: 'Whether the running kernel gets the value, too.', type: 'boolean', default: true },
    sysctl_set: {
      description: 'The same, for tasks that come from Ansible: true wins over `reload: false`.',
      type: 'boolean',
      default: false,
    },
    ignoreerrors: {
      description:
        'Only the file counts when the running kernel does not know the parameter (its module is not loaded).',
      type: 'boolean',
      default: false,
      aliases: ['ignore_errors'],
    },
  },
  required: ['name'],
  examples: [
    `- name: forward packets
  sysctl:
    name: net.ipv4.ip_forward
    value: 1`,
    `- name: larger buffers, in a file of their own
  sysctl:
    name: net.ipv4.tcp_rmem
    value: 4096 131072 33554432
    sysctl_file: /etc/sysctl.d/60-buffers.conf`,
  ],
};
