export const ufwDirectory = '/etc/ufw';

/** The files that ufw(8) keeps its state in. */
export const ufwPaths = {
  defaults: '/etc/default/ufw',
  settings: '/etc/ufw/ufw.conf',
  ipv4: '/etc/ufw/user.rules',
  ipv6: '/etc/ufw/user6.rules',
} as const;
