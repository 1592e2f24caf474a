import { CannotConverge } from '../../../resource.ts';
import type { Change, Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { Observed } from '../observed.ts';
import { fileChange, presentText } from '../present-file.ts';
import { directory, persistedPaths, unitName } from './paths.ts';

/**
 * What the next boot would load, where it differs.
 * @param wanted path → content
 */
export function persistenceChanges(wanted: ReadonlyMap<string, string>, observed: Observed): readonly Change[] {
  const unit = observed.units.get(unitName);
  if (unit?.systemd === false)
    throw new CannotConverge('the host was not started by systemd, so nothing would load the rules at boot');
  const files = [...wanted].flatMap(([path, content]) => {
    const present = presentText(observed, path);
    return present === content ? [] : [fileChange(path, present, content)];
  });
  return [
    ...files,
    ...(isEnabled(observed) ? [] : [{ attribute: unitName, from: unitState(observed), to: 'enabled' }]),
  ];
}

export function persistenceSteps(wanted: ReadonlyMap<string, string>, observed: Observed): readonly Step[] {
  const outdated = [...wanted].filter(([path, content]) => presentText(observed, path) !== content);
  const writes = outdated.map(([path, content]): Step => ({
    type: 'write',
    path,
    content: new TextEncoder().encode(content),
    mode: path === persistedPaths.unit ? '0644' : '0600',
    owner: 'root',
    group: 'root',
  }));
  const prepare: Step = { type: 'run', title: `make ${directory}`, command: sh`mkdir -p -m 0755 -- ${directory}` };
  const unitChanged = outdated.some(([path]) => path === persistedPaths.unit);
  return [...(writes.length > 0 ? [prepare, ...writes] : []), ...(unitChanged || !isEnabled(observed) ? [enable] : [])];
}

const enable: Step = {
  type: 'run',
  title: `enable ${unitName}`,
  command: sh`systemctl daemon-reload && systemctl --quiet enable ${unitName}`,
};

function isEnabled({ units }: Observed): boolean {
  return units.get(unitName)?.unitFile === 'enabled';
}

function unitState({ units }: Observed): string {
  const state = units.get(unitName)?.unitFile ?? '';
  return state === '' ? 'absent' : state;
}
