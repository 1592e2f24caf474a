import type { Task } from '../../playbook/model.ts';

/** As its file has it: templates in it are not rendered. One without a name is known by the topics it listens to. */
export function handlerName({ name, kind, listen }: Task): string {
  return name?.type === 'scalar' ? String(name.value) : [kind, ...listen].join(' ');
}
