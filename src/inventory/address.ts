import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Become, HostAddress } from '../host.ts';
import type { Scope } from '../language/scope.ts';
import type { Secret } from '../secret.ts';
import { readConnectionVariables } from './connection-variables.ts';
import type { ConnectionVariables } from './connection-variables.ts';
import type { InventoryHost, VariableLayer } from './model.ts';
import { hostNameProblem, userNameProblem } from './names.ts';
import { readSshArgs } from './ssh-args.ts';

/**
 * How a host is reached, from its `ansible_*` variables.
 * @param options `cwd`: what a relative key file is relative to; `home`: what `~` is, nothing means this user's
 * @throws InputError with all that is wrong
 */
export function hostAddress(
  host: InventoryHost,
  scope: Scope,
  options: { readonly cwd: string; readonly home?: string },
): HostAddress {
  const variables = readConnectionVariables(scope, host.layers);
  const connection = readConnection(variables);
  const address = readAddress(variables, host);
  const port = variables.integer({ least: 1, most: 65_535 }, 'ansible_port', 'ansible_ssh_port');
  const user = readUser(variables);
  const keyFile = variables.text('ansible_ssh_private_key_file', 'ansible_private_key_file');
  const password = variables.secret('ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password');
  const timeout = variables.integer({ least: 1, most: 3600 }, 'ansible_timeout', 'ansible_ssh_timeout') ?? 10;
  const sshArgs = readSshArgs(variables, host);
  variables.check();
  return {
    name: host.name,
    connection,
    address,
    connectTimeoutMs: timeout * 1000,
    sshArgs,
    ...(port !== undefined && { port }),
    ...(user !== undefined && { user }),
    ...(keyFile !== undefined && { identityFile: resolvePath(keyFile, options) }),
    ...(password !== undefined && { password }),
  };
}

const methods = ['sudo', 'su', 'doas'] as const;

/** What `ansible_become*` variables say, for tasks that say nothing themselves. */
export interface BecomeDefaults {
  readonly become?: boolean;
  readonly user?: string;
  readonly method?: Become['method'];
  readonly password?: Secret;
}

/**
 * @param layers where the variables may have been written, for pointing there
 * @throws InputError
 */
export function becomeDefaults(scope: Scope, layers: readonly VariableLayer[] = []): BecomeDefaults {
  const variables = readConnectionVariables(scope, layers);
  const become = variables.boolean('ansible_become');
  const user = variables.text('ansible_become_user');
  const wrong = user === undefined ? undefined : userNameProblem(user);
  if (wrong !== undefined) variables.fail('bad-host-name', wrong, ['ansible_become_user']);
  const methodName = variables.text('ansible_become_method');
  const method = methods.find((each) => each === methodName?.replace(/^(?:ansible\.builtin|community\.general)\./, ''));
  if (methodName !== undefined && method === undefined) {
    const message = `ansible_become_method must be one of ${methods.join(', ')}, not "${methodName}"`;
    variables.fail('bad-value', message, ['ansible_become_method']);
  }
  const password = variables.secret('ansible_become_password', 'ansible_become_pass');
  variables.check();
  return {
    ...(become !== undefined && { become }),
    ...(user !== undefined && { user }),
    ...(method !== undefined && { method }),
    ...(password !== undefined && { password }),
  };
}

const connections = new Map<string, HostAddress['connection']>([
  ['ssh', 'ssh'],
  ['smart', 'ssh'],
  ['paramiko', 'ssh'],
  ['paramiko_ssh', 'ssh'],
  ['openssh', 'openssh'],
  ['local', 'local'],
]);

function readConnection(variables: ConnectionVariables): HostAddress['connection'] {
  const name = variables.text('ansible_connection') ?? 'ssh';
  const connection = connections.get(name.replace(/^ansible\.builtin\./, ''));
  if (connection === undefined) {
    const hint = 'ssh, openssh (the system’s own client) or local';
    variables.fail('bad-value', `there is no connection "${name}"`, ['ansible_connection'], hint);
  }
  return connection ?? 'ssh';
}

function readAddress(variables: ConnectionVariables, host: InventoryHost): string {
  const names = ['ansible_host', 'ansible_ssh_host'];
  const given = variables.text(...names) ?? host.name;
  const address = /^\[([^\]]*)\]$/.exec(given)?.[1] ?? given;
  const wrong = hostNameProblem(address);
  if (wrong !== undefined) variables.fail('bad-host-name', wrong.replace('the host name', 'the address'), names);
  return address;
}

function readUser(variables: ConnectionVariables): string | undefined {
  const names = ['ansible_user', 'ansible_ssh_user'];
  const user = variables.text(...names);
  const wrong = user === undefined ? undefined : userNameProblem(user);
  if (wrong !== undefined) variables.fail('bad-host-name', wrong, names);
  return user;
}

function resolvePath(path: string, { cwd, home }: { readonly cwd: string; readonly home?: string }): string {
  const full = /^~(?=\/|$)/.test(path) ? join(home ?? homedir(), path.slice(1)) : path;
  return isAbsolute(full) ? full : resolve(cwd, full);
}
