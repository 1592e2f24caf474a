import { HostError } from '../../diagnostics/errors.ts';
import type { Become, Prelude } from '../../host.ts';
import type { RunMode } from '../../reporter.ts';
import { sh, verbatim } from '../../shell.ts';
import type { HostPaths } from '../host-paths.ts';
import type { LockOptions } from './lock-options.ts';
import { lockScript } from './lock-script.ts';
import { appliedScript } from './applied-script.ts';
import { describeReceipt } from './describe-receipt.ts';
import { ownPlaces } from './own-places.ts';
import { owedScript } from './owed-script.ts';
import { keepReceipts, settleReceipts, tellReceipts } from './receipts-script.ts';
import { unconfirmedScript } from './unconfirmed-script.ts';

/** What runs leave on hosts for those that come after them. */
export interface Findings {
  owed(id: string, record: string, become: Become | undefined): void;
  applied(id: string, record: string, become: Become | undefined): void;
  warn(message: string): void;
}

/**
 * What every runner of a run does first: takes the host's lock, undoes what a dead run has left unconfirmed, and tells which
 * handlers are owed and what came of commands that a run has lost sight of. A plan only looks.
 */
export function preludeFor(mode: RunMode, paths: HostPaths, lock: LockOptions, findings: Findings): Prelude {
  const places = ownPlaces(paths);
  return {
    script:
      mode === 'run'
        ? sh`${places}\n${lockScript(lock)}\n${unconfirmedScript(paths)}\n${lock.tells === true ? appliedScript : verbatim(':')}\n${owedScript}\n${settleReceipts}\n${keepReceipts(lock.who)}`
        : sh`${places}\n${appliedScript}\n${owedScript}\n${tellReceipts}`,
    timeoutMs: (lock.waitSeconds + settleSeconds) * 1000,
    onOutput: (chunk) => {
      const who = heldBy(chunk);
      if (who !== undefined && lock.waitSeconds > 0)
        findings.warn(`waiting up to ${lock.waitSeconds} s for another run to end: ${who}`);
    },
    onDone: ({ stdout }, become) => {
      for (const line of Buffer.from(stdout).toString('utf8').split('\n', mostLines)) read(line, become, findings);
    },
    refusal: ({ stdout }) => {
      const who = heldBy(stdout);
      if (who === undefined) return new HostError('internal', 'the host could not be prepared for the run');
      return new HostError('locked', `another run is at work on this host: ${who}`, {
        hint: 'wait for it with --lock-wait SECONDS; if that run is surely dead, --break-lock takes its lock',
      });
    },
  };
}

/** Who keeps a run waiting, and with what. */
function heldBy(said: Uint8Array): string | undefined {
  const text = Buffer.from(said).toString('utf8');
  const who = /^held (.*)$/m.exec(text)?.[1];
  const left = /^left (.*)$/m.exec(text)?.[1];
  return who === undefined || left === undefined ? who : `${who}; it has lost the line, and "${left}" goes on there`;
}

/** Many more than any run leaves; a host that makes up more is not listened to. */
const mostLines = 6000;
/** Besides waiting: undoing what is unconfirmed may take long. */
const settleSeconds = 180;

function read(line: string, become: Become | undefined, findings: Findings): void {
  const [, word = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
  if (word === 'unlocked')
    findings.warn('the host has no flock(1), or no place for a lock: a second run would not be noticed');
  if (word === 'broken') findings.warn(`took the lock of another run: ${rest}`);
  if (word === 'undone')
    findings.warn(
      rest === '0'
        ? 'an earlier run ended before it could confirm a change; the host has put back what was there before'
        : 'an earlier run ended before it could confirm a change, and the old state could not be put back as a whole; see /var/lib/rackwright/guard on the host',
    );
  if (word === 'receipt') findings.warn(describeReceipt(rest));
  if (word === 'applied') {
    const [, id = '', record = ''] = /^(\S+) (.*)$/.exec(rest) ?? [];
    findings.applied(id, record, become);
  }
  const [, id, record = ''] = word === 'owed' ? (/^([0-9a-f]{32}) (.*)$/.exec(rest) ?? []) : [];
  if (id !== undefined) findings.owed(id, record, become);
}
