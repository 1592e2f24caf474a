/**
 * Where a kernel setting stands below /proc/sys: `net.ipv4.ip_forward` and `net/ipv4/ip_forward` are the same. When the
 * first separator is a dot, dots and slashes change places (`net.ipv4.conf.eth0/100.forwarding`): sysctl.d(5).
 */
export function sysctlPath(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '.') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
