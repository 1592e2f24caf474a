import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { isUp } from '../service/diff.ts';
import type { ObservedSshdConfig } from './observed.ts';
import type { WantedSshdConfig } from './wanted.ts';

/** A daemon that did not survive the new configuration is started again with the old one. */
export function sshdProtection({ path }: WantedSshdConfig, { units }: ObservedSshdConfig): Protection {
  const running = units.find(isUp);
  return {
    paths: [path],
    reload:
      running === undefined
        ? []
        : [{ title: `reload ${running.id}`, command: sh`systemctl reload-or-restart -- ${running.id}` }],
  };
}
