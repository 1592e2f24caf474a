import type { ArgumentsSchema } from '../../arguments.ts';

export const kernelModuleArguments: ArgumentsSchema = {
  summary: 'Loads and unloads kernel modules, now and at boot, and blacklists them.',
  details: `Two things are compared and read back: whether the running kernel has the module (loaded or built in), and whether a file in
/etc/modules-load.d, or /etc/modules, has it loaded at boot. A module that is built in cannot be removed, and that another file than ours has
loaded at boot is named and left to you.

Unlike Ansible's \`modprobe\`, the next boot counts too unless \`persistent: disabled\` is given, because a module that is gone after a reboot is
no state. \`params\` count when the module is loaded; one that is loaded keeps those it was loaded with. Files have the names that Ansible
gives them, so either can follow the other.

\`blacklist\` keeps a module from being loaded by anything, also by name (\`install NAME /bin/false\`); an initial ram disk that has it already must be
made anew by you. The module itself must be known to modprobe for the running kernel; a container has its host's kernel.`,
  properties: {
    name: { description: 'The module: `br_netfilter`.', type: 'string' },
    state: {
      description: 'Whether the running kernel has it.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    params: { description: 'Parameters, `NAME=VALUE` with blanks between them.', type: 'string' },
    persistent: {
      description: 'Whether it is loaded at boot; `disabled` leaves that as it is. When not given, it follows `state`.',
      type: 'string',
      enum: ['present', 'absent', 'disabled'],
    },
    blacklist: {
      description:
        'With `state: absent`: nothing may load it. False takes the blacklisting away again; when not given, it is left as it is.',
      type: 'boolean',
    },
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: bridged packets meet the firewall
  kernel_module:
    name: br_netfilter`,
    `- name: nobody needs floppy disks
  kernel_module:
    name: floppy
    state: absent
    blacklist: true`,
  ],
};
