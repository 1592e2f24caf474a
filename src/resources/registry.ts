import type { Definition } from '../definition.ts';
import { firewall } from './firewall.ts';
import { authorizedKey } from './authorized-key.ts';
import { block } from './block.ts';
import { copy } from './copy.ts';
import { cron } from './cron.ts';
import { directory } from './directory.ts';
import { file } from './file.ts';
import { group } from './group.ts';
import { hostname } from './hostname.ts';
import { line } from './line.ts';
import { link } from './link.ts';
import { packages } from './package.ts';
import { service } from './service.ts';
import { sysctl } from './sysctl.ts';
import { template } from './template.ts';
import { user } from './user.ts';

/** Every resource that a playbook can name. A new one is one file and one line here. */
export const definitions: readonly Definition[] = [
  block,
  copy,
  directory,
  file,
  line,
  link,
  template,
  firewall,
  authorizedKey,
  cron,
  group,
  hostname,
  packages,
  service,
  sysctl,
  user,
];

/**
 * The definition behind a playbook key: its kind, one of its aliases, or either with one of the collection prefixes
 * that Ansible users type (`ansible.builtin.copy`).
 */
export function findDefinition(name: string): Definition | undefined {
  return byName.get(name) ?? byName.get(name.replace(collectionPrefix, ''));
}

const collectionPrefix = /^(?:ansible\.builtin|ansible\.posix|community\.general)\./;

const byName: ReadonlyMap<string, Definition> = new Map(
  definitions.flatMap((definition) => [definition.kind, ...definition.aliases].map((name) => [name, definition])),
);
