import type { BenchOptions } from '../options.ts';
import type { Tool } from '../tool.ts';
import { ansible, mitogen } from './ansible.ts';
import { floor } from './floor.ts';
import { pyinfra } from './pyinfra.ts';
import { rackwright } from './rackwright.ts';

/** The tools that were asked for, or all; in the order of tables. @throws Error for a name that is none of theirs */
export function knownTools(options: Pick<BenchOptions, 'tools' | 'pyinfra'>): readonly Tool[] {
  const all: readonly Tool[] = [rackwright, floor, ansible, mitogen, pyinfra(options.pyinfra)];
  const names = all.map((each) => each.name);
  const unknown = options.tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no tool "${unknown}": ${names.join(', ')}`);
  return options.tools === undefined ? all : all.filter((each) => options.tools?.includes(each.name));
}
