import { HostError } from '../../diagnostics/errors.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';

export interface ExplainedFailure {
  readonly error: HostError;
  /** The server hung up before any login was attempted. */
  readonly retryable: boolean;
}

/** Turns what OpenSSH's client said on stderr into an error. */
export function explainOpenSsh(host: string, stderr: string): ExplainedFailure {
  const lines = stderr.split('\n').flatMap((line) => line.replace(/^[@\s]+|[@\s]+$/g, '') || []);
  const rule = rules.find(({ pattern }) => pattern.test(stderr));
  const telling = lines.findLast((line) => rule?.pattern.test(line)) ?? lines.at(-1) ?? 'ssh gave no reason';
  const detail = rule?.whole === true ? lines.filter((line) => !/^\*|^IT IS|^Someone/.test(line)).join(' ') : telling;
  const hint = rule?.hint?.(host);
  const error = new HostError(rule?.code ?? 'unreachable', `ssh cannot connect to ${host}: ${detail}`, {
    ...(hint === undefined ? {} : { hint }),
  });
  return { error, retryable: rule?.retryable ?? false };
}

interface Rule {
  readonly pattern: RegExp;
  readonly code: DiagnosticCode;
  readonly retryable?: true;
  /** One line does not tell all. */
  readonly whole?: true;
  readonly hint?: (host: string) => string;
}

/** In this order: OpenSSH says several things at once, and the first that matches counts. */
const rules: readonly Rule[] = [
  {
    pattern: /REVOKED HOST KEY DETECTED|host key .*revoked/i,
    code: 'host-key-revoked',
    whole: true,
    hint: () => 'the key was given away or stolen: make new host keys on the host',
  },
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    code: 'host-key-changed',
    whole: true,
    hint: (host) =>
      `somebody may be in between; if the host was reinstalled, run \`rackwright trust ${host} --replace\``,
  },
  {
    pattern: /Host key verification failed|host key is known for/,
    code: 'host-key-unknown',
    hint: (host) => `compare the key with \`ssh-keygen -lf\` on the host, then run \`rackwright trust ${host}\``,
  },
  {
    pattern: /Permission denied|Too many authentication failures|no more authentication methods/i,
    code: 'authentication',
    hint: () => 'passwords and passphrases cannot be typed here: load the key with `ssh-add`, or get a Kerberos ticket',
  },
  { pattern: /Could not resolve hostname/, code: 'unreachable', hint: () => 'check the name, or set `ansible_host`' },
  { pattern: /Connection refused/, code: 'unreachable', hint: () => 'is sshd running there, and is the port right?' },
  {
    pattern: /timed out|Timeout, server|No route to host|Network is unreachable/,
    code: 'unreachable',
    hint: () => 'is the host up, and does a firewall let SSH through?',
  },
  {
    pattern: /kex_exchange_identification|banner exchange|Connection (closed|reset) by/,
    code: 'unreachable',
    retryable: true,
  },
];
