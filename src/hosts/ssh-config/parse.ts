import { expandPath } from './expand.ts';
import type { ExpansionContext } from './expand.ts';
import { parseJumpHosts } from './jump-hosts.ts';
import type { SshConfig } from './model.ts';

/** Option names in lower case, each with its values in order; the shape of `ssh -G`'s output. */
export type SshOptions = ReadonlyMap<string, readonly string[]>;

export function parseSshOptions(output: string): SshOptions {
  const options = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ');
    if (space === -1) continue;
    const name = line.slice(0, space).toLowerCase();
    options.set(name, [...(options.get(name) ?? []), line.slice(space + 1).trim()]);
  }
  return options;
}

/** Gives the options their meaning. `agentSocket` is the environment's. */
export function toSshConfig(options: SshOptions, destination: string, agentSocket: string | undefined): SshConfig {
  const one = (name: string): string | undefined => given(options.get(name)?.[0]);
  const list = (name: string): readonly string[] => (one(name) ?? '').split(/\s+/).filter((each) => each !== '');
  const yes = (name: string): boolean => /^(yes|true)$/i.test(one(name) ?? '');
  const context: ExpansionContext = {
    destination,
    hostName: (one('hostname') ?? destination).toLowerCase(),
    port: Number(one('port') ?? 22),
    user: one('user') ?? '',
    hostKeyAlias: one('hostkeyalias'),
    proxyJump: one('proxyjump'),
  };
  const path = (text: string): string => expandPath(text, context);
  const family = one('addressfamily');
  return {
    destination,
    hostName: context.hostName,
    port: context.port,
    user: context.user,
    identityFiles: (options.get('identityfile') ?? []).filter((each) => given(each) !== undefined).map(path),
    identitiesOnly: yes('identitiesonly'),
    agentSocket: agent(options.get('identityagent')?.[0], agentSocket, path),
    hostKeyAlias: context.hostKeyAlias,
    userKnownHostsFiles: list('userknownhostsfile').map(path),
    globalKnownHostsFiles: list('globalknownhostsfile').map(path),
    strictHostKeyChecking: strictness(one('stricthostkeychecking')),
    hashKnownHosts: yes('hashknownhosts'),
    proxyJump: parseJumpHosts(context.proxyJump ?? ''),
    proxyCommand: one('proxycommand'),
    addressFamily: family === 'inet' ? 4 : family === 'inet6' ? 6 : 0,
    bindAddress: one('bindaddress'),
    publicKeys: one('pubkeyauthentication') !== 'no' && one('pubkeyauthentication') !== 'false',
    passwords: one('passwordauthentication') !== 'no',
    algorithms: algorithms(one),
    onlyOpenSsh: onlyOpenSsh(one),
    gssapi: yes('gssapiauthentication'),
  };
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === 'none' ? undefined : value;
}

function agent(
  value: string | undefined,
  socket: string | undefined,
  path: (text: string) => string,
): string | undefined {
  if (value === undefined || value === 'SSH_AUTH_SOCK') return given(socket);
  if (value === 'none') return undefined;
  return value.startsWith('$') && !value.startsWith('${') ? given(process.env[value.slice(1)]) : path(value);
}

function strictness(value: string | undefined): SshConfig['strictHostKeyChecking'] {
  if (value === 'true' || value === 'yes') return 'yes';
  if (value === 'false' || value === 'no' || value === 'off') return 'no';
  return value === 'accept-new' ? 'accept-new' : 'ask';
}

function algorithms(one: (name: string) => string | undefined): SshConfig['algorithms'] {
  const names = (option: string): readonly string[] | undefined => one(option)?.split(',');
  const [kex, cipher, hmac] = [names('kexalgorithms'), names('ciphers'), names('macs')];
  const serverHostKey = names('hostkeyalgorithms');
  return {
    ...(kex && { kex }),
    ...(cipher && { cipher }),
    ...(hmac && { hmac }),
    ...(serverHostKey && { serverHostKey }),
  };
}

function onlyOpenSsh(one: (name: string) => string | undefined): readonly string[] {
  const set = (name: string): boolean => !/^(no|false|ask)?$/.test(one(name) ?? '');
  const reasons = [
    'CertificateFile',
    'PKCS11Provider',
    'KnownHostsCommand',
    'RevokedHostKeys',
    'HostbasedAuthentication',
    'ProxyUseFdpass',
    'VerifyHostKeyDNS',
    // In ssh2 what a host has packed may grow without a limit.
    'Compression',
  ].filter((name) => set(name.toLowerCase()));
  const proxy = one('proxycommand');
  return proxy === undefined || isSshTunnel(proxy) ? reasons : [...reasons, 'ProxyCommand'];
}

/** `ssh -W %h:%p jump`, which gives a plain stream. */
function isSshTunnel(command: string): boolean {
  return /^(exec\s+)?(\S*\/)?ssh\s(.*\s)?-W\s*\S/.test(command);
}
