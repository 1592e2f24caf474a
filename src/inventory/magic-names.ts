import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { VariableLayer } from './model.ts';

/** Names with a meaning of their own: they always say what they say here and cannot be set. */
export const magicNames = {
  inventory_hostname: 'the name of the host in the inventory',
  inventory_hostname_short: 'the same up to the first dot',
  group_names: 'the groups that the host is in',
  groups: 'all groups with the names of their hosts',
  host_topology: 'the topology as the host sees it: `serves`, `calls`, `open`, `addresses` ([topology](topology.md))',
  hostvars: 'the variables of all hosts',
  facts: 'what was read from the host',
  playbook_dir: 'the directory of the playbook',
  inventory_dir: 'the directory of the inventory that names the host',
  role_name: 'the name of the role that the task stands in',
  role_path: 'the directory of that role',
  ansible_check_mode: 'true in `plan` and `verify`',
  ansible_play_hosts: 'the hosts of the play that have not failed',
  play_hosts: 'another name for `ansible_play_hosts`',
  omit: 'a value that makes an argument as if it had not been written',
  item: 'the element of the loop, inside of a loop',
} as const satisfies Readonly<Record<string, string>>;

/** Complains of variables with magic names: an error where people wrote them, a warning where a program printed them. */
export function magicNameProblems(layer: VariableLayer): readonly Diagnostic[] {
  return [...layer.variables].flatMap(([name, value]) => {
    if (!Object.hasOwn(magicNames, name)) return [];
    const what = magicNames[name as keyof typeof magicNames];
    const hint = `it is ${what}; use another name`;
    const found = problem('bad-value', `the variable "${name}" cannot be set`, value.span, { hint });
    return [layer.literal === true ? { ...found, severity: 'warning' as const } : found];
  });
}
