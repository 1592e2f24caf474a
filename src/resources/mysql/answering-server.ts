import type { FromServer } from '../../facts/server-fact.ts';
import { CannotConverge } from '../../resource.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { dialects } from '../../sql/dialects.ts';

/** @throws CannotConverge when there is none */
export function answeringServer<Value>(observed: FromServer<Value>): Dialect {
  switch (observed.server) {
    case 'absent':
      throw new CannotConverge('the host has neither MariaDB nor MySQL; install one of them first');
    case 'down':
      throw new CannotConverge(`${dialects[observed.dialect].title} does not answer on its socket: ${observed.reason}`);
    case 'up':
      return dialects[observed.dialect];
  }
}
