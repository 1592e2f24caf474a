import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { hostAddresses } from '../engine/host-addresses.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { createScope } from '../inventory/variables.ts';
import type { Inventory } from '../inventory/model.ts';
import { openAuthority } from '../pki/authority.ts';
import { issueCertificate } from '../pki/issue.ts';
import type { IssuedCertificate } from '../pki/issue.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import { shownPath } from './load-playbook.ts';
import type { Tools } from './tools.ts';

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
  const { inventory } = await loadInventory(tools, {
    inventory: [...(args.inventory ?? [])],
    limit: undefined,
    extraVars: undefined,
  });
  const selected = selectHosts(inventory, args.pattern);
  if (selected.diagnostics.length > 0) throw new InputError(selected.diagnostics);
  for (const name of selected.hosts) {
    const issued = await issueCertificate(authority, name, subjectsOf(inventory, name, tools.cwd), now);
    tools.terminal.out(line(issued));
  }
  return exitCodes.converged;
}

function subjectsOf(inventory: Inventory, name: string, cwd: string): readonly string[] {
  const address = hostAddresses({ inventory, extra: undefined, cwd, defaults: [], password: undefined }, [name]).get(
    name,
  )?.address;
  const host = inventory.hosts.get(name);
  const nothing = {
    defaults: [],
    layers: [],
    runtime: new Map(),
    extra: undefined,
    magic: {},
    pending: new Set<string>(),
  };
  const scope = host && createScope({ ...nothing, host, inventory });
  const more: unknown = scope !== undefined && 'tls_names' in scope ? scope['tls_names'] : [];
  const names = [name, ...(Array.isArray(more) ? more.map(String) : []), ...(address === undefined ? [] : [address])];
  return [...new Set(names)];
}

function line({ name, subjects, notAfter, why }: IssuedCertificate): string {
  return `  ${name}: ${subjects.join(', ')}, until ${day(notAfter)}${why === undefined ? '' : ` (new: ${why})`}\n`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
