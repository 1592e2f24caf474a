import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';

export interface GuardOptions {
  /** What systemd is recognised by: `/run`. */
  readonly runtime: string;
  /** Where hosts keep what outlives a run: `/var/lib/rackwright`. */
  readonly state: string;
  /** Where the unit is kept that undoes at boot what a reboot left unconfirmed: `/etc/systemd/system`. */
  readonly units: string;
  /** Seconds until the host undoes what was not confirmed. */
  readonly seconds: number;
}

/** One guarded change: what the host keeps of its old state. */
export interface Guard extends GuardOptions {
  /** Unguessable and unique; names the directory and the timer. */
  readonly token: string;
  readonly protection: Protection;
}

/** What stands in it: `saved/N`, `live/N`, `undo`, and one of `armed`, `undoing`, `undone`, which says how far it has come. */
export function guardDirectory({ state, token }: Guard): string {
  return `${state}/guard/${token}`;
}

export function timerName({ token }: Guard): string {
  return timerPrefix + token;
}

export const timerPrefix = 'rackwright-guard-';

/** A test: whether systemd runs the host and can keep timers. */
export function hasSystemd({ runtime }: Pick<Guard, 'runtime'>): Command {
  return sh`[ -d ${`${runtime}/systemd/system`} ]`;
}

export const bootUnit = 'rackwright-guard.service';
