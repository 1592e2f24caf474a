import { createHash } from 'node:crypto';
import type { Task } from '../../playbook/model.ts';
import { handlerName } from './handler-name.ts';

/**
 * The same for every run from every laptop: a role's handlers are known by the role and their names, others by the play's
 * name and theirs. 32 hexadecimal digits.
 */
export function owedId(play: string, handler: Task): string {
  const owner = handler.role === undefined ? ['play', play] : ['role', handler.role.name];
  return createHash('sha256')
    .update(JSON.stringify([...owner, handlerName(handler)]))
    .digest('hex')
    .slice(0, 32);
}
