import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { attributeChanges, attributeSteps } from '../file-attributes.ts';
import { encode, sshFileText, ownedBy } from './diff.ts';
import type { ObservedSshFile, SshFile } from './observe.ts';
import type { WantedSshFile } from './wanted.ts';

/** @throws CannotConverge when there is no such user, or nothing to put a directory into */
export function sshFileSteps(
  wanted: WantedSshFile,
  found: ObservedSshFile,
  changes: readonly Change[],
): readonly Step[] {
  if (found === undefined) throw new CannotConverge(`the host has no user ${wanted.user}; make it with "user" first`);
  const { path, state } = found;
  const attributes = ownedBy(found, '0600');
  const content = changes.some((change) => change.attribute === 'content');
  return [
    ...(wanted.present && wanted.manageDirectory ? directorySteps(found) : []),
    ...(content
      ? [
          {
            type: 'write' as const,
            path,
            content: encode(wanted.edit(sshFileText(found) ?? '')),
            ...(wanted.present && { ...attributes, mode: '0600' }),
            // Should the user have put a link there in the meantime, it is the link that goes.
            link: 'replace' as const,
          },
        ]
      : attributeSteps(path, state.type === 'file' ? attributeChanges(attributes, state, 'file') : [])),
  ];
}

function directorySteps(found: SshFile): readonly Step[] {
  const { directory, directoryState, name } = found;
  if (directoryState.type === 'absent')
    return [
      {
        type: 'run',
        title: `make the directory ${directory}`,
        command: sh`mkdir -m 0700 -- ${directory} && chown -h ${`${name}:`} -- ${directory}`,
      },
    ];
  if (directoryState.type !== 'directory')
    throw new CannotConverge(`${directory} is no directory that can be used (${directoryState.type})`);
  return attributeSteps(directory, attributeChanges(ownedBy(found, '0700'), directoryState, 'directory'));
}
