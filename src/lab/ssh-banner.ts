import net from 'node:net';

/** The first line that an SSH server says (`SSH-2.0-OpenSSH_9.2p1 …`), or nothing when none speaks within the time. */
export async function sshBanner(address: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port: 22, timeout: timeoutMs });
    const end = (banner?: string) => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(banner);
    };
    const deadline = setTimeout(end, timeoutMs);
    socket.once('data', (chunk) => {
      const line = chunk.toString('latin1').split('\r\n', 1)[0] ?? '';
      end(line.startsWith('SSH-') ? line : undefined);
    });
    socket.once('timeout', () => end());
    socket.once('error', () => end());
    socket.once('close', () => end());
  });
}
