import { defineEither } from '../definition.ts';
import { systemdUnitArguments } from './systemd-unit/arguments.ts';
import { unitFileAbsent } from './systemd-unit/absent.ts';
import { unitFilePresent } from './systemd-unit/present.ts';

/** A unit file or a drop-in, which systemd has read. */
export const systemdUnit = defineEither({ kind: 'systemd_unit', schema: systemdUnitArguments }, (args) =>
  args['state'] === 'absent' ? unitFileAbsent : unitFilePresent,
);
