import type { SshConfig } from '../ssh-config/model.ts';
import { sshWords } from '../ssh-config/resolve.ts';
import type { SshDestination } from '../ssh-config/resolve.ts';

export interface MasterPlan {
  readonly config: SshConfig;
  readonly destination: SshDestination;
  readonly controlPath: string;
  readonly connectTimeoutMs: number;
  /** What to do about unknown host keys where the configuration does not say. */
  readonly unknownHostKeys: 'strict' | 'accept-new';
  /** Instead of the configuration's files. */
  readonly knownHostsFiles: readonly string[] | undefined;
  /** Printed as soon as the login has succeeded. */
  readonly readyMark: string;
}

/**
 * The words after `ssh` for the connection that the sessions share. Its own session only waits for the end of its input,
 * so that the connection does not outlive us, however we die.
 */
export function masterArguments(plan: MasterPlan): readonly string[] {
  const options = {
    ...sessionOptions,
    ControlMaster: 'yes',
    ControlPath: plan.controlPath,
    ControlPersist: 'no',
    ConnectTimeout: String(Math.max(1, Math.ceil(plan.connectTimeoutMs / 1000))),
    ServerAliveInterval: '15',
    ServerAliveCountMax: '3',
    PermitLocalCommand: 'yes',
    // Runs after the login, when the control socket is ready.
    LocalCommand: `echo ${plan.readyMark}`,
    RemoteCommand: 'none',
    ClearAllForwardings: 'yes',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    ...hostKeyOptions(plan),
  };
  return ['-T', ...asWords(options), ...sshWords(plan.destination), '--', plan.destination.host, 'cat'];
}

/** The words after `ssh` for a session on that connection. If the connection is gone it must fail, not make its own. */
export function sessionArguments(controlPath: string, host: string, command: string, pty: boolean): readonly string[] {
  const options = {
    ...sessionOptions,
    ControlMaster: 'no',
    ControlPath: controlPath,
    ProxyCommand: 'false',
    LogLevel: 'ERROR',
  };
  return ['-F', 'none', pty ? '-tt' : '-T', ...asWords(options), '--', host, command];
}

const sessionOptions = { BatchMode: 'yes', EscapeChar: 'none' };

function hostKeyOptions({ config, unknownHostKeys, knownHostsFiles }: MasterPlan): Record<string, string> {
  const unknown = unknownHostKeys === 'strict' ? 'yes' : 'accept-new';
  const fromConfig = { yes: 'yes', ask: unknown, 'accept-new': 'accept-new', no: 'accept-new' } as const;
  const files = knownHostsFiles?.map((file) => `"${file}"`).join(' ');
  return {
    StrictHostKeyChecking: fromConfig[config.strictHostKeyChecking],
    ...(files === undefined ? {} : { UserKnownHostsFile: files }),
  };
}

function asWords(options: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}
