import type { FileContent } from '../../../facts/file-content.ts';
import { CannotConverge } from '../../../resource.ts';
import type { Change, ChangeValue, Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { Observed } from '../observed.ts';
import type { Policy } from '../policy.ts';
import { directory, persistedFiles, persistedPaths, unitName } from './persistence.ts';

/** What the next boot would load, where it differs. */
export function persistenceChanges(policy: Policy, observed: Observed): readonly Change[] {
  const unit = observed.units.get(unitName);
  if (unit?.systemd === false)
    throw new CannotConverge('the host was not started by systemd, so nothing would load the rules at boot');
  const files = [...persistedFiles(policy)].flatMap(([path, content]) => {
    const present = observed.files.get(path);
    return textOf(present) === content ? [] : [{ attribute: path, from: shown(path, present), to: { text: content } }];
  });
  return [
    ...files,
    ...(isEnabled(observed) ? [] : [{ attribute: unitName, from: unitState(observed), to: 'enabled' }]),
  ];
}

export function persistenceSteps(policy: Policy, observed: Observed): readonly Step[] {
  const outdated = [...persistedFiles(policy)].filter(
    ([path, content]) => textOf(observed.files.get(path)) !== content,
  );
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

/** What another backend takes away. */
export function persistedLeftovers(observed: Observed): readonly Change[] {
  const files = presentFiles(observed).map((path) => ({
    attribute: path,
    from: shown(path, observed.files.get(path)),
    to: null,
  }));
  return [...files, ...(isEnabled(observed) ? [{ attribute: unitName, from: 'enabled', to: 'absent' }] : [])];
}

export function removePersisted(observed: Observed): readonly Step[] {
  if (persistedLeftovers(observed).length === 0) return [];
  return [
    ...(isEnabled(observed) ? [disable] : []),
    ...presentFiles(observed).map((path): Step => ({ type: 'remove', path })),
    reload,
  ];
}

const enable: Step = {
  type: 'run',
  title: `enable ${unitName}`,
  command: sh`systemctl daemon-reload && systemctl --quiet enable ${unitName}`,
};

const disable: Step = { type: 'run', title: `disable ${unitName}`, command: sh`systemctl --quiet disable ${unitName}` };

const reload: Step = { type: 'run', title: 'let systemd read its units again', command: sh`systemctl daemon-reload` };

function presentFiles({ files }: Observed): readonly string[] {
  return Object.values(persistedPaths).filter((path) => (files.get(path)?.type ?? 'absent') !== 'absent');
}

function isEnabled({ units }: Observed): boolean {
  return units.get(unitName)?.unitFile === 'enabled';
}

function unitState({ units }: Observed): string {
  const state = units.get(unitName)?.unitFile ?? '';
  return state === '' ? 'absent' : state;
}

function textOf(content: FileContent | undefined): string | undefined {
  return content?.type === 'content' ? new TextDecoder().decode(content.bytes) : undefined;
}

function shown(path: string, content: FileContent | undefined): ChangeValue {
  switch (content?.type) {
    case undefined:
    case 'absent':
      return null;
    case 'content':
      return { text: new TextDecoder().decode(content.bytes) };
    case 'not-a-file':
    case 'unreadable':
    case 'too-big':
      throw new CannotConverge(`${path} cannot be read as a file (${content.type})`);
  }
}
