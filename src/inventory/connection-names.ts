/** The variables that say how a host is reached, as they are written in inventories; older names of Ansible's are read, too. */
export const connectionNames = {
  ansible_host: { type: ['string'], description: 'Address or name to connect to; the inventory’s name without it.' },
  ansible_port: { type: ['integer', 'string'], description: 'Port of SSH (22, or what ~/.ssh/config says).' },
  ansible_user: { type: ['string'], description: 'User to log in as.' },
  ansible_password: { type: ['string'], description: 'Password of that user; keep it in a vault.' },
  ansible_connection: {
    type: ['string'],
    description: '`ssh` (built in), `openssh` (the system’s client, with all of ~/.ssh/config), or `local`.',
  },
  ansible_ssh_private_key_file: { type: ['string'], description: 'Key to log in with; relative to where you stand.' },
  ansible_ssh_common_args: { type: ['string'], description: 'Options of OpenSSH: `-o ProxyJump=bastion`.' },
  ansible_ssh_extra_args: { type: ['string'], description: 'More of them.' },
  ansible_timeout: { type: ['integer', 'string'], description: 'Seconds to wait for a connection (10).' },
  ansible_become: { type: ['boolean', 'string'], description: 'Run tasks as another user.' },
  ansible_become_user: { type: ['string'], description: 'That user (root).' },
  ansible_become_method: { type: ['string'], description: '`sudo`, `su` or `doas`.' },
  ansible_become_password: { type: ['string'], description: 'Password for it; keep it in a vault.' },
} as const satisfies Readonly<Record<string, { readonly type: readonly string[]; readonly description: string }>>;
