import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { directoryNames } from '../facts/directory-names.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { serviceState } from '../facts/service-state.ts';
import type { ServiceState } from '../facts/service-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Protection, Step } from '../resource.ts';
import { configTreeArguments } from './config-tree/arguments.ts';
import { treeProtection } from './config-tree/trial.ts';
import { wantedConfigTree } from './config-tree/wanted.ts';
import type { WantedConfigTree } from './config-tree/wanted.ts';
import { missingDirectories, observeTree, treeChanges, treeSteps } from './copy-tree.ts';
import type { ObservedTree } from './copy-tree.ts';
import { inDirectory } from './file-path.ts';
import { unreadable } from './file-refusal.ts';
import { isUp } from './service/diff.ts';

interface ObservedConfigTree {
  readonly tree: ObservedTree;
  /** What is there and shall not be. */
  readonly unwanted: readonly (readonly [path: string, state: FileState])[];
  readonly unit: ServiceState | undefined;
}

/** Several files of one service: checked as a whole, swapped, proven, and put back when the service does not work with them. */
export const configTree = defineResource<WantedConfigTree, ObservedConfigTree>({
  kind: 'config_tree',
  schema: configTreeArguments,
  risk: 'service',
  wanted: wantedConfigTree,
  observe,
  diff,
  steps,
  protects,
});

async function observe(wanted: WantedConfigTree, host: FactReader): Promise<ObservedConfigTree> {
  const { tree, absent, exclusive } = wanted;
  const [found, unit, states, ...names] = await Promise.all([
    observeTree(tree, host),
    wanted.unit === undefined ? undefined : host.read(serviceState, wanted.unit),
    Promise.all(absent.map(async (path) => [path, await host.read(fileState, path)] as const)),
    ...exclusive.map((directory) => host.read(directoryNames, directory)),
  ]);
  const known = new Set([...tree.files.map((file) => file.path), ...absent]);
  const others = exclusive
    .flatMap((directory, index) => (names[index] ?? []).map((name) => inDirectory(directory, name)))
    .filter((path) => !known.has(path));
  const unwanted = await Promise.all(others.map(async (path) => [path, await host.read(fileState, path)] as const));
  return { tree: found, unwanted: [...states, ...unwanted].filter(([, { type }]) => type !== 'absent'), unit };
}

function diff(wanted: WantedConfigTree, { tree, unwanted }: ObservedConfigTree): readonly Change[] {
  const hidden = new Set([...wanted.sensitive].map((path) => `${nameOf(wanted, path)}: content`));
  return [
    ...treeChanges(wanted.tree, tree).map((change): Change => {
      // One file alone has no name in front.
      const sensitive = hidden.has(change.attribute) || (change.attribute === 'content' && hidden.size > 0);
      return sensitive ? { ...change, sensitive } : change;
    }),
    ...unwanted.map(([path, { type }]): Change => {
      if (type === 'unreadable') throw unreadable(path);
      if (type === 'directory') throw new CannotConverge(`${path} is a directory, and no file; remove it first`);
      return { attribute: `${nameOf(wanted, path)}: state`, from: type, to: 'absent' };
    }),
  ];
}

function nameOf({ tree }: WantedConfigTree, path: string): string {
  return path.slice(inDirectory(tree.root, '').length);
}

/** @throws CannotConverge when a running service could not be told */
function steps(wanted: WantedConfigTree, { tree, unwanted, unit }: ObservedConfigTree): readonly Step[] {
  if (wanted.apply !== 'nothing' && unit?.systemd === false)
    throw new CannotConverge(
      'a service is reloaded through systemd, which this host was not started by; add apply: nothing, and notify a handler',
    );
  return [...treeSteps(wanted.tree, tree), ...unwanted.map(([path]): Step => ({ type: 'remove', path }))];
}

function protects(wanted: WantedConfigTree, { tree, unwanted, unit }: ObservedConfigTree): Protection {
  const touched = [
    ...missingDirectories(tree),
    ...wanted.tree.files.map((file) => file.path),
    ...unwanted.map(([path]) => path),
  ];
  return treeProtection(wanted, touched, unit !== undefined && isUp(unit));
}
