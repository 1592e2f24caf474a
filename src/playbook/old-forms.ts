import type { ArgumentsSchema } from '../arguments.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';

/** The problem of a key that is one of Ansible's old forms, with the form of today; nothing for other keys. */
export function oldFormProblem(key: string, span: Span): Diagnostic | undefined {
  const hint = Object.hasOwn(oldForms, key) ? oldForms[key] : key.startsWith('with_') ? otherLoop : undefined;
  return hint === undefined
    ? undefined
    : problem('old-form', `"${key}" is an old form of Ansible’s that is not read here`, span, { hint });
}

/** `package: name=nginx state=present`: the text begins with one of the arguments. Text for a shell may. */
export function isKeyValueText(text: string, { freeForm, properties }: ArgumentsSchema): boolean {
  const name = /^\s*([A-Za-z_]\w*)=/.exec(text)?.[1];
  if (name === undefined || freeForm === 'cmd') return false;
  return Object.entries(properties).some(([each, { aliases = [] }]) => [each, ...aliases].includes(name));
}

const otherLoop = 'write `loop: …` with an expression that gives the list';
const sudo = 'write `become: true`, with `become_user: …` for another user than root';

/** What they are written like today. */
const oldForms: Readonly<Record<string, string>> = {
  with_items: 'write `loop: …`; where lists stood in the list, `loop: "lists | flatten"`',
  with_list: 'write `loop: …`',
  with_flattened: 'write `loop: "lists | flatten"`',
  with_dict: 'write `loop: "map | dict2items"`; the item has `item.key` and `item.value`, as before',
  with_sequence: 'write `loop: range(1, 6)`: the end is exclusive',
  with_indexed_items: 'write `loop: …` with `loop_control: {index_var: index}`',
  with_fileglob: 'name the files in a list: `loop: [a.conf, b.conf]`, or copy their directory as a whole',
  with_first_found: 'choose by a condition: one task for each file, with `when`',
  local_action: 'write the action itself as the key, with `delegate_to: localhost` beside it',
  action: 'name the resource or action itself: `action: copy src=a dest=/b` is `copy: {src: a, dest: /b}`',
  include: 'write `import_tasks: FILE` in a list of tasks, and `import_playbook: FILE` among plays',
  sudo,
  sudo_user: sudo,
  su: 'write `become: true` with `become_method: su`',
  su_user: 'write `become: true` with `become_method: su` and `become_user: …`',
  always_run: 'a reading (`stat`, `find`) works in a plan, too; actions never run in one',
  static: 'leave it away: imports are always read before the run',
  accelerate: 'leave it away: connections are kept open anyway',
  first_available_file: 'choose by a condition: one task for each file, with `when`',
};
