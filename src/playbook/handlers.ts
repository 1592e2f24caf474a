import type { Play, Task } from './model.ts';

/**
 * The handlers that a task means by a name: those of its own role first, then any of the play by name, `ROLE : NAME` or
 * `listen` topic. Of several with the same name the last one is meant, as in Ansible; a topic means all that listen.
 */
export function handlersNamed(play: Pick<Play, 'handlers'>, by: Task, name: string): readonly Task[] {
  const own = play.handlers.findLast((handler) => handler.role?.path === by.role?.path && nameOf(handler) === name);
  const named = own ?? play.handlers.findLast((handler) => nameOf(handler) === name || qualifiedName(handler) === name);
  const listening = play.handlers.filter((handler) => handler !== named && handler.listen.includes(name));
  return named === undefined ? listening : [named, ...listening];
}

/** Names and topics that `notify` may use. */
export function handlerNames(play: Pick<Play, 'handlers'>): readonly string[] {
  return play.handlers.flatMap((handler) => [nameOf(handler) ?? '', ...handler.listen]).filter((name) => name !== '');
}

function nameOf(handler: Task): string | undefined {
  return handler.name?.type === 'scalar' ? String(handler.name.value) : undefined;
}

function qualifiedName(handler: Task): string | undefined {
  return handler.role && `${handler.role.name} : ${nameOf(handler) ?? ''}`;
}
