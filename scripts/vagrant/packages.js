/** Debian's packages for building a box and running it under libvirt. */
export const vagrantPackages = [
  ...['vagrant', 'vagrant-libvirt', 'libvirt-clients', 'libvirt-daemon-system', 'libvirt-daemon-driver-qemu'],
  ...['qemu-system-x86', 'qemu-utils', 'dnsmasq-base', 'iptables', 'openssh-client', 'curl'],
  ...['mmdebstrap', 'debian-archive-keyring', 'fdisk', 'dosfstools', 'mtools', 'syslinux', 'syslinux-common'],
];
