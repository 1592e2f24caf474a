import type { FuzzTarget } from '../target.ts';
import { condition } from './condition.ts';
import { diff } from './diff.ts';
import { facts } from './facts.ts';
import { frames } from './frames.ts';
import { inventoryIni, inventoryYaml } from './inventory.ts';
import { jinja } from './jinja.ts';
import { knownHosts } from './known-hosts.ts';
import { playbook } from './playbook.ts';
import { sshConfig } from './ssh-config.ts';
import { template } from './template.ts';

/** By the names of their directories in `corpus/`. */
export const targets: Readonly<Record<string, FuzzTarget>> = {
  condition,
  diff,
  facts,
  frames,
  'inventory-ini': inventoryIni,
  'inventory-yaml': inventoryYaml,
  jinja,
  'known-hosts': knownHosts,
  playbook,
  'ssh-config': sshConfig,
  template,
};
