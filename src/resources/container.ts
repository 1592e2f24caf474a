import { defineEither } from '../definition.ts';
import { containerAbsent } from './container/absent.ts';
import { containerArguments } from './container/arguments.ts';
import { containerPresent } from './container/present.ts';

/** A container of podman that systemd keeps. */
export const container = defineEither({ kind: 'container', schema: containerArguments }, (args) =>
  args['state'] === 'absent' ? containerAbsent : containerPresent,
);
