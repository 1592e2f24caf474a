/**
 * What stands under `facts.`, for documentation and for "did you mean". The names are Ansible's (`ansible_facts.…`)
 * wherever it has one. Nothing here changes from one minute to the next: facts that do would make every plan differ.
 */
export const systemFactNames = [
  { name: 'distribution', type: 'string', description: 'Name of the distribution: `Debian`, `Ubuntu`, `Rocky`.' },
  { name: 'distribution_version', type: 'string', description: 'Its version: `12.5`.' },
  { name: 'distribution_major_version', type: 'string', description: 'The version up to the first dot: `12`.' },
  { name: 'distribution_release', type: 'string', description: 'Its code name: `bookworm`; empty when it has none.' },
  {
    name: 'os_family',
    type: 'string',
    description: '`Debian`, `RedHat`, `Alpine`, `Suse`, `Archlinux`, or the distribution.',
  },
  { name: 'system', type: 'string', description: 'The kernel’s name: `Linux`.' },
  { name: 'kernel', type: 'string', description: 'The running kernel’s release: `6.1.0-18-amd64`.' },
  { name: 'architecture', type: 'string', description: 'The machine as `uname -m` says it: `x86_64`, `aarch64`.' },
  { name: 'hostname', type: 'string', description: 'The host’s own name up to the first dot.' },
  { name: 'nodename', type: 'string', description: 'The host’s own name as the kernel has it.' },
  {
    name: 'fqdn',
    type: 'string',
    description: 'The full name by /etc/hosts; DNS is not asked. Without one, `nodename`.',
  },
  { name: 'domain', type: 'string', description: 'What follows the first dot of `fqdn`; may be empty.' },
  { name: 'interfaces', type: 'list', description: 'Names of the network interfaces, sorted.' },
  {
    name: 'network',
    type: 'map',
    description: 'For each interface: `mac`, `mtu`, `up`, `ipv4` and `ipv6` (lists of `address`, `prefix`, `scope`).',
  },
  {
    name: 'all_ipv4_addresses',
    type: 'list',
    description: 'IPv4 addresses of all interfaces without the loopback ones.',
  },
  { name: 'all_ipv6_addresses', type: 'list', description: 'IPv6 addresses of all interfaces without `::1`.' },
  {
    name: 'default_ipv4',
    type: 'map',
    description: '`interface`, `address`, `prefix` and `gateway` of the default IPv4 route; empty without one.',
  },
  { name: 'default_ipv6', type: 'map', description: 'The same for IPv6.' },
  { name: 'memtotal_mb', type: 'number', description: 'Memory in MiB.' },
  { name: 'swaptotal_mb', type: 'number', description: 'Swap space in MiB.' },
  { name: 'processor_vcpus', type: 'number', description: 'Processors that are on line.' },
  {
    name: 'mounts',
    type: 'list',
    description: 'Mounted devices and network file systems: `mount`, `device`, `fstype`, `options`.',
  },
  { name: 'service_mgr', type: 'string', description: '`systemd`, or the name of process 1.' },
  { name: 'pkg_mgr', type: 'string', description: '`apt`, `dnf`, `yum`, `zypper`, `apk`, `pacman` or `unknown`.' },
  {
    name: 'virtualization_type',
    type: 'string',
    description: 'What systemd-detect-virt says: `none`, `kvm`, `podman`; `unknown` where it is missing.',
  },
  { name: 'virtualization_role', type: 'string', description: '`guest`, `host` or `unknown`.' },
  { name: 'machine_id', type: 'string', description: '/etc/machine-id.' },
  { name: 'boot_id', type: 'string', description: 'New at each boot.' },
  { name: 'user_id', type: 'string', description: 'Whom the facts were read as.' },
  { name: 'user_uid', type: 'number', description: 'The same as a number.' },
  {
    name: 'local',
    type: 'map',
    description:
      'What files of the host in `/etc/rackwright/facts.d` and `/etc/ansible/facts.d` say, by their names without `.json` or `.fact`: JSON, or `[section]` and `name=value`. Executable ones are run, in plans too, so they must only read. At most 64 files of 64 KiB; those that everybody may write are left out, and what cannot be read is a text that begins with `error:`.',
  },
  {
    name: 'ssh_connection',
    type: 'map',
    description:
      '`client_address`, `client_port`, `server_address`, `server_port` of this session as the host sees it; empty without SSH.',
  },
] as const;
