import { defineResource } from '../../definition.ts';
import type { FactReader } from '../../fact.ts';
import { containerFiles } from '../../facts/container-state.ts';
import { fileState } from '../../facts/file-state.ts';
import type { FileState } from '../../facts/file-state.ts';
import { ArgumentError, CannotConverge } from '../../resource.ts';
import type { Arguments, Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { typeName } from '../file-refusal.ts';
import { readArguments } from '../read-arguments.ts';
import { daemonReload } from '../service/systemd-steps.ts';
import { containerArguments } from './arguments.ts';
import { containerName } from './wanted.ts';

interface WantedAbsence {
  readonly unit: string;
  /** The unit file first: what it says is needed to stop it. */
  readonly paths: readonly [unitFile: string, environment: string];
}

export const containerAbsent = defineResource<WantedAbsence, readonly FileState[]>({
  kind: 'container',
  schema: containerArguments,
  wanted,
  observe: ({ paths }, host: FactReader) => Promise.all(paths.map((path) => host.read(fileState, path))),
  diff,
  steps,
});

function wanted(given: Arguments): WantedAbsence {
  const name = containerName(readArguments(given, containerArguments));
  const stray = ['image', 'command', 'env', 'enabled', 'started'].find((each) => given[each] !== undefined);
  if (stray !== undefined) throw new ArgumentError(stray, `"${stray}" does not go with state: absent`);
  const { unit, unitFile, environment } = containerFiles(name);
  return { unit, paths: [unitFile, environment] };
}

function diff({ paths }: WantedAbsence, states: readonly FileState[]): readonly Change[] {
  return states.flatMap((state, index) => {
    if (state.type === 'absent') return [];
    if (state.type !== 'file')
      throw new CannotConverge(`${paths[index] ?? ''} is ${typeName(state)}, and is not removed`);
    return [{ attribute: index === 0 ? 'unit' : 'environment', from: 'present', to: 'absent' }];
  });
}

function steps(
  { unit, paths: [unitFile, environment] }: WantedAbsence,
  _: readonly FileState[],
  changes: readonly Change[],
): readonly Step[] {
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  return [
    ...(differs('unit')
      ? [
          {
            type: 'run' as const,
            title: `stop and disable ${unit}`,
            command: sh`systemctl disable --now -- ${unit} && { systemctl reset-failed -- ${unit} 2>/dev/null || :; }`,
            onDisconnect: 'finish' as const,
          },
          { type: 'remove' as const, path: unitFile },
          daemonReload,
        ]
      : []),
    ...(differs('environment') ? [{ type: 'remove' as const, path: environment }] : []),
  ];
}
