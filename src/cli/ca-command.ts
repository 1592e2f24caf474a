import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { hostAddress } from '../inventory/address.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory } from '../inventory/model.ts';
import { openAuthority } from '../pki/authority.ts';
import { issueCertificate } from '../pki/issue.ts';
import type { IssuedCertificate } from '../pki/issue.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import { shownPath } from './load-playbook.ts';
import type { Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

export interface CaArguments {
  readonly action: 'issue' | 'show';
  readonly pattern: string | undefined;
  readonly inventory: readonly string[] | undefined;
  readonly directory: string;
}

/**
 * The internal authority of this machine. `issue PATTERN` gives each host a certificate for its inventory name, its
 * address and what its variable `tls_names` lists; certificates that are still good are kept.
 */
export async function caCommand(tools: Tools, args: CaArguments): Promise<number> {
  const now = new Date();
  const authority = await openAuthority(resolve(tools.cwd, args.directory), now);
  const { certificate, certificateFile } = authority;
  tools.terminal.out(
    `${certificate.subject}, until ${day(certificate.notAfter)}: ${shownPath(tools.cwd, certificateFile)}\n`,
  );
  if (args.action === 'show') return exitCodes.converged;
  if (args.pattern === undefined)
    throw new InputError([problem('usage', 'name the hosts that get a certificate', undefined)]);
  const loaded = await loadInventory(tools, {
    inventory: [...(args.inventory ?? [])],
    limit: undefined,
    extraVars: undefined,
  });
  const names = chooseHosts(tools, loaded, args.pattern);
  await unlockHosts(loaded, names, (name) => name === 'tls_names' || isConnectionVariable(name));
  for (const name of names) {
    const issued = await issueCertificate(authority, name, subjectsOf(loaded.inventory, name, tools.cwd), now);
    tools.terminal.out(line(issued));
  }
  return exitCodes.converged;
}

function subjectsOf(inventory: Inventory, name: string, cwd: string): readonly string[] {
  const { host, scope } = inventoryScope(inventory, name);
  const more: unknown = 'tls_names' in scope ? scope['tls_names'] : [];
  return [
    ...new Set([name, ...(Array.isArray(more) ? more.map(String) : []), hostAddress(host, scope, { cwd }).address]),
  ];
}

function line({ name, subjects, notAfter, why }: IssuedCertificate): string {
  return `  ${name}: ${subjects.join(', ')}, until ${day(notAfter)}${why === undefined ? '' : ` (new: ${why})`}\n`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
