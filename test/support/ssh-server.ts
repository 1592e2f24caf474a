import { spawn } from 'node:child_process';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ServerChannel, Session } from 'ssh2';
import type { AddressInfo } from 'node:net';

/** An SSH server in this process, for what a real sshd cannot be told to do without root. Commands run in /bin/sh. */
export interface SshServer {
  readonly port: number;
  /** `known_hosts` line of its key. */
  readonly hostKeyLine: string;
  /** Methods and passwords in the order in which clients tried them. */
  readonly attempts: readonly string[];
  /** All connections that are open. */
  readonly connections: ReadonlySet<Connection>;
  stop(): void;
}

export interface SshServerOptions {
  /** Says whether to let somebody in. Nothing means everybody. */
  readonly authenticate?: (context: AuthContext) => void;
  /** Sessions that a connection may have at a time. */
  readonly maxSessions?: number;
}

export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  // Of ssh2's own ed25519 keys one in 256 cannot be read: the public part has lost its leading zero.
  const hostKey = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const attempts: string[] = [];
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    connections.add(client);
    client.on('close', () => connections.delete(client));
    client.on('error', () => client.end());
    client.on('authentication', (context) => {
      attempts.push(context.method === 'password' ? `password ${context.password}` : context.method);
      if (options.authenticate === undefined) context.accept();
      else options.authenticate(context);
    });
    let sessions = 0;
    client.on('session', (accept, reject) => {
      if (sessions >= (options.maxSessions ?? Infinity)) {
        reject();
        return;
      }
      sessions += 1;
      const session = accept();
      serve(session);
      session.on('close', () => (sessions -= 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hostKeyLine: `[127.0.0.1]:${port} ${hostKey.public}`,
    attempts,
    connections,
    stop: () => {
      for (const client of connections) client.end();
      server.close();
    },
  };
}

function serve(session: Session): void {
  session.on('pty', (accept) => accept());
  session.on('exec', (accept, _reject, { command }) => run(accept(), command));
}

function run(channel: ServerChannel, command: string): void {
  const child = spawn('/bin/sh', ['-c', command], { stdio: 'pipe', detached: true });
  channel.pipe(child.stdin);
  child.stdin.on('error', () => channel.resume());
  child.stdout.on('data', (chunk: Buffer) => channel.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => channel.stderr.write(chunk));
  child.on('close', (code, signal) => {
    if (code === null) channel.exit((signal ?? 'SIGKILL').replace('SIG', ''));
    else channel.exit(code);
    channel.end();
  });
  channel.on('close', () => {
    child.stdin.destroy();
    // Unlike sshd, so that tests leave nothing behind.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  });
}
