import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { isUp } from '../service/diff.ts';
import { encode } from './diff.ts';
import { editOptions } from './edit-options.ts';
import type { ObservedSshdConfig } from './observed.ts';
import { validateCommand } from './validate-command.ts';
import { mainConfig } from './wanted.ts';
import type { WantedSshdConfig } from './wanted.ts';

/** @throws CannotConverge when there is no sshd, or the file is right and has no effect */
export function sshdSteps(
  wanted: WantedSshdConfig,
  observed: ObservedSshdConfig,
  changes: readonly Change[],
): readonly Step[] {
  if (observed.now.type === 'missing')
    throw new CannotConverge('the host has no sshd; install the package "openssh-server" first');
  if (!changes.some((change) => change.attribute === 'content'))
    throw new CannotConverge(
      `${wanted.path} says so already, but ${changes.map((change) => change.attribute).join(', ')} is set before in another file, or ${mainConfig} does not include this one; sshd takes the first value`,
    );
  const text = editOptions(wanted, observed.text ?? '');
  // Without its last option a drop-in of ours says nothing. What is left is judged by sshd before the reload.
  const empty = text.trim() === '' && wanted.path !== mainConfig;
  const file: Step = empty
    ? { type: 'remove', path: wanted.path }
    : {
        type: 'write',
        path: wanted.path,
        content: encode(text),
        validate: validateCommand(wanted),
        ...(observed.state.type === 'absent' && { mode: '0644', owner: 'root', group: 'root' }),
      };
  return [file, ...(wanted.reload ? reload(observed) : [])];
}

function reload({ units }: ObservedSshdConfig): readonly Step[] {
  if (units.some((unit) => !unit.systemd))
    throw new CannotConverge(
      'a running sshd is reloaded through systemd, which this host was not started by; add reload: false',
    );
  const running = units.find(isUp);
  if (running === undefined) return [];
  return [
    {
      type: 'run',
      title: `reload ${running.id}`,
      command: sh`PATH=$PATH:/usr/sbin:/sbin sshd -t && systemctl reload -- ${running.id}`,
      onDisconnect: 'finish',
    },
  ];
}
