/**
 * What the files that set kernel parameters at boot are sorted by: their name, whatever their directory. /etc/sysctl.conf is read
 * through a link that Debian calls 99-sysctl.conf.
 */
export function sysctlBootName(file: string): string {
  return file === '/etc/sysctl.conf' ? '99-sysctl.conf' : file.slice(file.lastIndexOf('/') + 1);
}
