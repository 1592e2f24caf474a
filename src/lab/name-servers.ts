import { readFile } from 'node:fs/promises';

/** The texts that may name the controller's name servers, best first. */
export async function resolverFiles(): Promise<readonly string[]> {
  // systemd-resolved's own list of real servers; /etc/resolv.conf then names only its stub.
  const files = ['/run/systemd/resolve/resolv.conf', '/etc/resolv.conf'];
  return Promise.all(files.map(async (file) => readFile(file, 'utf8').catch(() => '')));
}

/**
 * Pure. Docker answers its containers' name queries on their loopback, by firewall rules inside each container: gone as
 * soon as the host has a firewall of its own. So its hosts are told the controller's name servers instead.
 */
export function nameServerArguments(texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    const servers = [...text.matchAll(/^nameserver\s+([0-9a-fA-F.:]+)\s*$/gm)].map((match) => match[1] ?? '');
    const reachable = servers.filter((server) => !server.startsWith('127.') && server !== '::1');
    if (reachable.length > 0) return ['--env', `LAB_NAME_SERVERS=${reachable.join(' ')}`];
  }
  return [];
}
