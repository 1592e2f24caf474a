export const fstabPath = '/etc/fstab';
