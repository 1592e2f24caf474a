import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { wantedFstab } from './diff.ts';
import { fstabPath } from '../fstab/path.ts';
import type { ObservedSwap } from './observed.ts';
import type { WantedSwap } from './wanted.ts';

/** @throws CannotConverge for a device that is not there */
export function swapSteps(wanted: WantedSwap, observed: ObservedSwap, changes: readonly Change[]): readonly Step[] {
  const { path, present, size, priority } = wanted;
  const differs = (...attributes: string[]): boolean => changes.some(({ attribute }) => attributes.includes(attribute));
  if (present && size === undefined && observed.device.kind === 'absent')
    throw new CannotConverge(`the host has no device ${path}`);
  const ends = observed.used !== undefined && differs('state', 'size', 'priority', 'file');
  const starts = present && differs('state', 'size', 'priority');
  return [
    ...(ends ? [step(`take ${path} out of use`, sh`swapoff -- ${path}`)] : []),
    ...(differs('size') && size !== undefined ? [step(`make ${path}`, makeFile(path, size))] : []),
    ...(differs('mode') ? [step(`set the mode of ${path}`, sh`chmod 0600 -- ${path}`)] : []),
    // What the kernel refuses must not wait in the file for the next boot.
    ...(starts ? [step(`use ${path}`, sh`swapon ${priority === undefined ? [] : ['-p', priority]} -- ${path}`)] : []),
    ...(differs(fstabPath)
      ? [
          { type: 'write' as const, path: fstabPath, content: new TextEncoder().encode(wantedFstab(wanted, observed)) },
          reload,
        ]
      : []),
    ...(differs('file') ? [{ type: 'remove' as const, path }] : []),
  ];
}

/** Written in full, because the kernel takes no file with holes. chattr only means something to btrfs. */
function makeFile(path: string, size: number): Command {
  return sh`umask 077
staged=${path}.rackwright
trap 'rm -f -- "$staged"' EXIT
rm -f -- "$staged" && : >"$staged" && { chattr +C "$staged" 2>/dev/null || :; }
dd if=/dev/zero of="$staged" bs=1048576 count=${size} 2>/dev/null || { echo ${`no room for ${size} MiB beside ${path}`} >&2; exit 1; }
mkswap -- "$staged" >/dev/null && mv -f -- "$staged" ${path}`;
}

/** systemd makes units from the file. */
const reload = step('have systemd read /etc/fstab', sh`[ ! -d /run/systemd/system ] || systemctl daemon-reload`);

function step(title: string, command: Command): Step & { readonly type: 'run' } {
  return { type: 'run', title, command: sh`PATH=$PATH:/usr/sbin:/sbin\n${command}`, onDisconnect: 'finish' };
}
