import { breaksMode, deviates, hasMode } from '../facts/tree-deviations.ts';
import type { BitRule, TreeDeviations, TreeMode, TreeQuestion } from '../facts/tree-deviations.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
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
  const find = sh`find -H ${path} -mindepth 1`;
  const commands = {
    owner: owner === undefined ? undefined : sh`${find} ${deviates.owner(owner)} -exec chown -h ${owner} {} +`,
    group: group === undefined ? undefined : sh`${find} ${deviates.group(group)} -exec chgrp -h ${group} {} +`,
    mode: mode && putRight(find, treeMode(mode)),
  };
  return attributes.flatMap((name) => {
    const command = commands[name];
    if (command === undefined || !changes.some((change) => change.attribute === below(name))) return [];
    return [{ type: 'run', title: `set the ${name} below ${path}`, command }];
  });
}

const attributes = ['owner', 'group', 'mode'] as const;

function below(name: string): string {
  return `${name} below`;
}

/**
 * Every part of the mode in its own words. Not in the user's, because busybox looks at `X` after `=` has cleared what it
 * looks at; and not in one walk, because busybox does not run several `-exec … +`.
 */
function putRight(find: Command, mode: TreeMode): Command {
  return breaksMode(mode)
    .map(({ condition, rule }) => sh`${find} ${hasMode} ${condition} -exec chmod ${symbolic(rule)} {} +`)
    .reduce((all, next) => sh`${all} &&\n${next}`);
}

/** `u+rw,u-x,g-w`: exactly these bits, on directories too. The sticky bit is everybody's: busybox does not know `o+t`. */
function symbolic({ set, clear }: BitRule): string {
  const sticky = [...((set & 0o1000) !== 0 ? ['a+t'] : []), ...((clear & 0o1000) !== 0 ? ['a-t'] : [])];
  const others = ['u', 'g', 'o'].flatMap((who, index) => [
    ...change(`${who}+`, set, index),
    ...change(`${who}-`, clear, index),
  ]);
  return [...others, ...sticky].join();
}

function change(operation: string, bits: number, index: number): readonly string[] {
  const letters = ['r', 'w', 'x'].filter((_, bit) => (bits & (0o400 >> (index * 3 + bit))) !== 0);
  if (index < 2 && (bits & (0o4000 >> index)) !== 0) letters.push('s');
  return letters.length === 0 ? [] : [`${operation}${letters.join('')}`];
}
