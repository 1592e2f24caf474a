import { toPlain } from '../language/located.ts';
import type { ConnectionVariables } from './connection-variables.ts';
import type { InventoryHost } from './model.ts';
import { splitWords } from './words.ts';

const names = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'] as const;

/**
 * Additional words for OpenSSH's command line, in Ansible's order. What an executable inventory printed may not name
 * programs to run or files to load: its data often comes from whoever may tag a machine.
 */
export function readSshArgs(variables: ConnectionVariables, host: InventoryHost): readonly string[] {
  return names.flatMap((name) => {
    const text = variables.text(name) ?? '';
    const { words, error } = splitWords(text, undefined);
    if (error !== undefined) variables.fail('bad-value', `${name}: ${error.message}`, [name]);
    const found = words.map((word) => word.text);
    const dangerous = found.find((word) => runsSomething(word));
    if (dangerous !== undefined && isPrinted(host, name, text)) {
      const hint = 'write it into group_vars, host_vars or ~/.ssh/config';
      variables.fail('bad-value', `${name} of an executable inventory may not hold "${dangerous}"`, [name], hint);
    }
    return found;
  });
}

/** Options with which ssh runs a program, loads a library, or reads and writes files of another's choice. */
function runsSomething(word: string): boolean {
  const option =
    /(?:proxy|local|remote|knownhosts)command|(?:pkcs11|securitykey)provider|xauthlocation|include|controlpath/i;
  return option.test(word) || /^-[46AaCfGgKkMNnqsTtVvXxYy]*[EFIS]/.test(word);
}

function isPrinted(host: InventoryHost, name: string, text: string): boolean {
  return host.layers.some((layer) => {
    const value = layer.variables.get(name);
    return layer.literal === true && value !== undefined && toPlain(value) === text;
  });
}
