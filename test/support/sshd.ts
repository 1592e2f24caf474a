import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { HostAddress } from '../../src/host.ts';

/** A real sshd of this machine on a loopback port, with keys and configuration of its own. Root is not needed. */
export interface Sshd {
  readonly port: number;
  readonly directory: string;
  /** `known_hosts` lines (`[127.0.0.1]:port type key`) of its host keys, in the order of the types. */
  readonly hostKeyLines: readonly string[];
  /** A private key that may log in; `.pub` is beside it. */
  readonly clientKey: string;
  readonly knownHosts: string;
  readonly pid: number;
  /** What it and its sessions have said so far. */
  said(): string;
  /** How to reach it with {@link clientKey} and {@link knownHosts} and nobody's ssh_config. */
  address(more?: Partial<HostAddress>): HostAddress;
  /** Lets another key log in. */
  authorize(publicKeyFile: string): void;
  stop(): Promise<void>;
}

export async function startSshd(
  options: {
    readonly hostKeyTypes?: readonly string[];
    readonly config?: readonly string[];
    readonly trusted?: boolean;
  } = {},
): Promise<Sshd> {
  const directory = mkdtempSync(join(tmpdir(), 'sshd-'));
  const port = await freePort();
  const types = options.hostKeyTypes ?? ['ed25519'];
  for (const type of types) generateKey(join(directory, `host_${type}`), type);
  const clientKey = join(directory, 'id_client');
  generateKey(clientKey, 'ed25519');
  const authorized = join(directory, 'authorized_keys');
  writeFileSync(authorized, readFileSync(`${clientKey}.pub`, 'utf8'));
  const configFile = join(directory, 'sshd_config');
  writeFileSync(
    configFile,
    [
      ...(options.config ?? []),
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      ...types.map((type) => `HostKey ${join(directory, `host_${type}`)}`),
      `AuthorizedKeysFile ${authorized}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      'PidFile none',
      // bash then takes itself for no login and does not read what the person has in ~/.bashrc, which may take a second.
      'SetEnv SHLVL=2',
      '',
    ].join('\n'),
  );
  // Only root's sshd looks for it, and only an installed service makes it.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Server listening')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
  });
  const hostKeyLines = types.map((type) => {
    const [keyType, key] = readFileSync(join(directory, `host_${type}.pub`), 'utf8').split(' ');
    return `[127.0.0.1]:${port} ${keyType ?? ''} ${key ?? ''}`;
  });
  const knownHosts = join(directory, 'known_hosts');
  if (options.trusted !== false) writeFileSync(knownHosts, hostKeyLines.map((line) => `${line}\n`).join(''));
  return {
    port,
    directory,
    hostKeyLines,
    clientKey,
    knownHosts,
    pid: child.pid!,
    said: () => said,
    address: (more = {}) => ({
      name: 'h1',
      connection: 'ssh',
      address: '127.0.0.1',
      port,
      user: userInfo().username,
      identityFile: clientKey,
      connectTimeoutMs: 10_000,
      sshArgs: ['-F', 'none', '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'GlobalKnownHostsFile=none'],
      ...more,
    }),
    authorize: (file) => writeFileSync(authorized, readFileSync(file, 'utf8'), { flag: 'a' }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        await new Promise((resolve) => {
          child.once('exit', resolve);
          child.kill();
        });
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function generateKey(file: string, type: string, passphrase = '', more: readonly string[] = []): void {
  // Few rounds: the tests are not about the strength of the key derivation.
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-a', '4', '-C', 'test', '-f', file, ...more]);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
