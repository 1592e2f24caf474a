import { nginxOf, nginxPorts } from './configuration/nginx.ts';
import type { Site } from './site.ts';

/** Whether anything on a host listens on a TCP port to others; nothing when that is not known. */
export function listensOn({ evidence }: Pick<Site, 'evidence'>, host: string, port: number): boolean | undefined {
  const found = evidence.get(host);
  if (found?.sockets !== undefined)
    return found.sockets.some((each) => each.port === port && !isLoopback(each.address));
  const directives = found === undefined ? [] : nginxOf(found);
  return directives.length === 0 ? undefined : nginxPorts(directives).includes(port);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}
