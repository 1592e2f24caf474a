import { deviates } from '../facts/tree-deviations.ts';
import type { TreeDeviations, TreeQuestion } from '../facts/tree-deviations.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { chmodWord } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { treeMode } from './tree-mode.ts';

export function treeQuestion(path: string, { mode, ...owners }: WantedAttributes): TreeQuestion {
  return { path, ...owners, ...(mode && { mode: treeMode(mode) }) };
}

/** What differs below a directory, counted: one change for each attribute, named `mode below`. */
export function treeChanges(wanted: WantedAttributes, deviations: TreeDeviations): readonly Change[] {
  return attributes.flatMap((name): readonly Change[] => {
    const count = deviations[name];
    const to = name === 'mode' ? wanted.mode?.text : wanted[name];
    if (count === 0 || to === undefined) return [];
    const from = count === undefined ? 'unknown' : `${count} ${count === 1 ? 'differs' : 'differ'}`;
    return [{ attribute: below(name), from, to }];
  });
}

/** Only what differs is touched, so that a big tree keeps its change times. */
export function treeSteps(path: string, wanted: WantedAttributes, changes: readonly Change[]): readonly Step[] {
  const { owner, group, mode } = wanted;
  const commands = {
    owner: owner === undefined ? undefined : sh`${deviates.owner(owner)} -exec chown -h ${owner} {} +`,
    group: group === undefined ? undefined : sh`${deviates.group(group)} -exec chgrp -h ${group} {} +`,
    mode: mode && sh`${deviates.mode(treeMode(mode))} -exec chmod ${chmodWord(mode.text)} {} +`,
  };
  return attributes.flatMap((name) => {
    const command = commands[name];
    if (command === undefined || !changes.some((change) => change.attribute === below(name))) return [];
    return [findStep(name, path, command)];
  });
}

const attributes = ['owner', 'group', 'mode'] as const;

function below(name: string): string {
  return `${name} below`;
}

function findStep(name: string, path: string, command: Command): Step {
  return { type: 'run', title: `set the ${name} below ${path}`, command: sh`find -H ${path} -mindepth 1 ${command}` };
}
