import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { fileText } from './file-text.ts';
import { typeName } from './file-refusal.ts';
import { fileChanges, fileSteps, observeFile } from './regular-file.ts';
import type { ObservedFile } from './regular-file.ts';
import { sudoersArguments } from './sudoers/arguments.ts';
import { wantedSudoers } from './sudoers/wanted.ts';
import type { WantedSudoers } from './sudoers/wanted.ts';

interface ObservedSudoers {
  readonly file: ObservedFile;
  /** Text of /etc/sudoers; nothing when there is none. */
  readonly main: string | undefined;
}

export const sudoers = defineResource<WantedSudoers, ObservedSudoers>({
  kind: 'sudoers',
  schema: sudoersArguments,
  risk: 'connectivity',
  wanted: wantedSudoers,
  observe,
  diff,
  steps,
  protects: ({ file }) => ({ paths: [file.path] }),
});

async function observe({ present, file }: WantedSudoers, host: FactReader): Promise<ObservedSudoers> {
  const [own, main] = await Promise.all([
    present
      ? observeFile(file, host)
      : host.read(fileState, file.path).then((state) => ({ state, content: undefined, wanted: new Uint8Array() })),
    host.read(fileContent, mainPath),
  ]);
  return { file: own, main: fileText(mainPath, main) };
}

const mainPath = '/etc/sudoers';

function diff({ present, file }: WantedSudoers, observed: ObservedSudoers): readonly Change[] {
  if (!present) return absence(file.path, observed.file.state);
  return [
    ...(isIncluded(observed) ? [] : [{ attribute: mainPath, from: 'does not read /etc/sudoers.d', to: 'reads it' }]),
    ...fileChanges(file, observed.file),
  ];
}

function absence(path: string, state: FileState): readonly Change[] {
  if (state.type === 'absent') return [];
  if (state.type !== 'file' && state.type !== 'link')
    throw new CannotConverge(`${path} is ${typeName(state)}, and is not removed`);
  return [{ attribute: 'state', from: 'present', to: 'absent' }];
}

function isIncluded({ main }: ObservedSudoers): boolean {
  return /^\s*[@#]includedir\s+\/etc\/sudoers\.d\/*\s*$/m.test(main ?? '');
}

/** @throws CannotConverge when sudo is not there, or would not read the file */
function steps(
  { present, file }: WantedSudoers,
  observed: ObservedSudoers,
  changes: readonly Change[],
): readonly Step[] {
  if (!present) return [{ type: 'remove', path: file.path }];
  if (observed.main === undefined)
    throw new CannotConverge('the host has no /etc/sudoers; install the package "sudo" first');
  if (!isIncluded(observed))
    throw new CannotConverge(
      `${mainPath} does not read /etc/sudoers.d; give it the line "@includedir /etc/sudoers.d" first`,
    );
  return fileSteps(file, observed.file, changes);
}
