/** Whether a file may decide who gets into a host: such a change needs a guard. */
export function cutsTheLine(path: string): boolean {
  return places.some((place) => path === place || path.startsWith(`${place}/`)) || /(?:^|\/)\.ssh(?:\/|$)/.test(path);
}

const places = [
  '/etc/doas.conf',
  '/etc/group',
  '/etc/hosts.allow',
  '/etc/hosts.deny',
  '/etc/iptables',
  '/etc/netplan',
  '/etc/network',
  '/etc/nftables.conf',
  '/etc/nftables.d',
  '/etc/NetworkManager',
  '/etc/nsswitch.conf',
  '/etc/pam.d',
  '/etc/passwd',
  '/etc/rackwright',
  '/etc/security',
  '/etc/shadow',
  '/etc/ssh',
  '/etc/sudoers',
  '/etc/sudoers.d',
  '/etc/systemd/network',
  '/etc/ufw',
];
