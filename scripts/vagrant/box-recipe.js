import { createHash } from 'node:crypto';

/** What the system has from the start: a small server with Vagrant's needs, and no Python. */
const boxPackages = [
  ...['linux-image-cloud-amd64', 'initramfs-tools', 'systemd', 'systemd-sysv', 'dbus', 'libpam-systemd', 'udev'],
  ...['ifupdown', 'isc-dhcp-client', 'iproute2', 'netbase', 'openssh-server', 'sudo', 'ca-certificates', 'openssl'],
  ...['procps', 'kmod', 'less'],
];

/** What apt's cache holds, so that a play installs it for real but without a download. */
const cachedPackages = [
  ...[
    'curl',
    'cron',
    'logrotate',
    'iptables',
    'nftables',
    'ufw',
    'chrony',
    'nginx',
    'haproxy',
    'keepalived',
    'mariadb-server',
  ],
  'prometheus-node-exporter',
];

/**
 * Pure. The box's name, which tells recipes apart: another recipe is another box.
 * @param parts whatever decides what is in the box
 */
export function boxName(parts) {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
  return `rackwright-bookworm-${digest}`;
}

/**
 * Pure. The command that makes the root file system, to be run as root.
 * @param directory where it is made
 * @param archive an `ArchiveAccess` of src/lab: how this machine reaches Debian's archive
 * @param setup `script`: path of vagrant/box/setup.sh; `key`: a line of authorized_keys; `certificates`: files to be trusted
 */
export function bootstrapCommand(directory, archive, setup) {
  const lines = (text) => text.split('\n').filter((line) => line !== '');
  const { script, key, certificates } = setup;
  return [
    ...['env', `BOX_SETUP=${script}`, `BOX_KEY=${key}`, `BOX_PACKAGES=${cachedPackages.join(' ')}`],
    ...['mmdebstrap', '--quiet', '--mode=root', '--format=directory', '--variant=minbase', '--skip=cleanup/apt'],
    `--include=${boxPackages.join(',')}`,
    ...lines(archive.settings).map((line) => `--aptopt=${line}`),
    ...certificates.map((file) => `--customize-hook=copy-in ${file} /usr/local/share/ca-certificates`),
    '--customize-hook=chroot "$1" sh -c "$(cat "$BOX_SETUP")" setup "$BOX_KEY" $BOX_PACKAGES',
    ...['bookworm', directory, ...lines(archive.sources)],
  ];
}
