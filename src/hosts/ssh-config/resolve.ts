import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import PQueue from 'p-queue';
import { HostError } from '../../diagnostics/errors.ts';
import { readSshArguments } from './arguments.ts';
import { readHostClasses } from './host-classes.ts';
import type { SshConfig } from './model.ts';
import { parseSshOptions, toSshConfig } from './parse.ts';
import type { SshOptions } from './parse.ts';
import { shareAnswers } from './share-answers.ts';
import type { SshAnswer } from './share-answers.ts';

export interface SshDestination {
  readonly host: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly identityFile?: string | undefined;
  /** More options of the ssh command line. */
  readonly sshArgs: readonly string[];
}

/** @throws HostError when a name could be taken for an option or for shell text, or when ssh refuses its configuration */
export type ResolveSshConfig = (destination: SshDestination) => Promise<SshConfig>;

/** What ssh wrote. */
interface SshOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Asks `ssh -G`, the only reader that follows ssh_config to the letter; each question once, and hosts that the
 * configuration cannot tell apart together. Two at a time are enough: one answer takes some 10 ms. Without ssh on this
 * machine, OpenSSH's defaults and the given options are used.
 */
export function createSshConfigResolver(
  agentSocket: string | undefined,
  askSsh: (args: readonly string[]) => Promise<SshOutput | undefined> = runSsh,
): ResolveSshConfig {
  const queue = new PQueue({ concurrency: 2 });
  const answers = new Map<string, Promise<SshConfig>>();
  const families = new Map<string, (host: string) => Promise<SshConfig>>();
  const ask = async (destination: SshDestination): Promise<SshAnswer> => {
    const output = await queue.add(() => askSsh(['-v', '-G', ...sshWords(destination), '--', destination.host]));
    const options = output === undefined ? defaultOptions(destination) : parseSshOptions(output.stdout);
    const config = checked(toSshConfig(options, destination.host, agentSocket));
    // Canonical names come from the name server, which may know one host and not another.
    const canonical = !/^(no|none|false)$/.test(options.get('canonicalizehostname')?.[0] ?? 'no');
    return { config, files: output === undefined || canonical ? undefined : filesRead(destination, output) };
  };
  const familyOf = (destination: SshDestination): ((host: string) => Promise<SshConfig>) => {
    const key = JSON.stringify({ ...destination, host: undefined });
    const family = families.get(key) ?? shareAnswers((host) => ask({ ...destination, host }), readHostClasses);
    families.set(key, family);
    return family;
  };
  return async (destination) => {
    refuseStrange(destination);
    const question = JSON.stringify(destination);
    const answer = answers.get(question) ?? familyOf(destination)(destination.host);
    answers.set(question, answer);
    return await answer;
  };
}

/** `-v` names them, unless `-q` forbids it. */
function filesRead({ sshArgs }: SshDestination, { stderr }: SshOutput): readonly string[] | undefined {
  if (readSshArguments(sshArgs).configFile === 'none') return [];
  const files = [...stderr.matchAll(/^debug1: Reading configuration data (.+?)\r?$/gm)].map(([, file = '']) => file);
  return files.length === 0 ? undefined : files;
}

/** What the inventory says comes first, since ssh takes the first value of an option. */
export function sshWords(destination: SshDestination): readonly string[] {
  const { port, user, identityFile, sshArgs } = destination;
  return [
    ...(port === undefined ? [] : ['-o', `Port=${port}`]),
    ...(user === undefined ? [] : ['-o', `User=${user}`]),
    ...(identityFile === undefined ? [] : ['-o', `IdentityFile="${identityFile}"`]),
    ...sshArgs,
  ];
}

/** The same limits as OpenSSH's own: names end up in ProxyCommand and `Match exec`, which a shell reads. */
function refuseStrange({ host, user, identityFile, sshArgs }: SshDestination): void {
  if (host === '' || host.startsWith('-') || /[\s\p{Cc}'"`$\\;&<>|(){}]/u.test(host)) refuse('the address', host);
  if (user !== undefined && (user.startsWith('-') || /[\s\p{Cc}'"`;&<>|(){}]|\\$/u.test(user)))
    refuse('the user', user);
  if (identityFile !== undefined && /["\\\p{Cc}]/u.test(identityFile)) refuse('the identity file', identityFile);
  const { stray } = readSshArguments(sshArgs);
  if (stray !== undefined) refuse('in the ssh arguments, the word', stray);
}

function refuse(what: string, value: string): never {
  throw new HostError(
    'bad-host-name',
    `${what} ${JSON.stringify(value)} could be read as something else by ssh or a shell`,
  );
}

function checked(config: SshConfig): SshConfig {
  refuseStrange({ host: config.hostName, user: config.user, sshArgs: [] });
  return config;
}

/** Nothing when there is no ssh. */
async function runSsh(args: readonly string[]): Promise<SshOutput | undefined> {
  return await new Promise((resolve, reject) => {
    execFile('ssh', [...args], { timeout: 30_000, maxBuffer: 1 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else if (error.code === 'ENOENT') resolve(undefined);
      else reject(new HostError('unreachable', `ssh refuses its configuration: ${complaint(stderr) || error.message}`));
    });
  });
}

/** Without what `-v` says. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^(debug\d: |OpenSSH_)/.test(line));
  return lines.join('\n').trim();
}

function defaultOptions({ host, port, user, identityFile, sshArgs }: SshDestination): SshOptions {
  const given = readSshArguments(sshArgs).options;
  const stated: [string, readonly string[]][] = [
    ...(port === undefined ? [] : [['port', [String(port)]] satisfies [string, string[]]]),
    ...(user === undefined ? [] : [['user', [user]] satisfies [string, string[]]]),
    ...(identityFile === undefined ? [] : [['identityfile', [identityFile]] satisfies [string, string[]]]),
  ];
  return new Map([
    ['hostname', [host]],
    ['user', [userInfo().username]],
    ['identityfile', ['rsa', 'ecdsa', 'ed25519'].map((type) => `~/.ssh/id_${type}`)],
    ['userknownhostsfile', ['~/.ssh/known_hosts ~/.ssh/known_hosts2']],
    ['globalknownhostsfile', ['/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2']],
    ...given,
    ...stated,
  ]);
}
