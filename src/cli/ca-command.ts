import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { hostAddress } from '../inventory/address.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory } from '../inventory/model.ts';
import { openAuthority } from '../pki/authority.ts';
import type { Authority } from '../pki/authority.ts';
import { issueCertificate } from '../pki/issue.ts';
import type { IssuedCertificate } from '../pki/issue.ts';
import { issuedRecords } from '../pki/record.ts';
import type { IssuedRecord } from '../pki/record.ts';
import type { CaArguments } from './ca/arguments.ts';
import { initialise } from './ca/init.ts';
import { makeLists } from './ca/make-lists.ts';
import { revoke } from './ca/revoke.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import { shownPath } from './load-playbook.ts';
import type { Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

/**
 * The internal authority of this machine: `init` makes it, `issue PATTERN` gives each host a certificate for its inventory name, its
 * address and what its variable `tls_names` lists (certificates that are still good are kept), `revoke` takes one back.
 */
export async function caCommand(tools: Tools, args: CaArguments): Promise<number> {
  const now = new Date();
  const directory = resolve(tools.cwd, args.directory);
  if (args.action === 'init') await initialise(tools, args, directory, now);
  const authority = await openAuthority(directory, now);
  const { certificate, certificateFile } = authority;
  const root = authority.above.at(-1) ?? certificate;
  tools.terminal.out(`${root.subject}, until ${day(root.notAfter)}: ${shownPath(tools.cwd, certificateFile)}\n`);
  if (root !== certificate) tools.terminal.out(`  ${certificate.subject}, until ${day(certificate.notAfter)}\n`);
  switch (args.action) {
    case 'init':
    case 'show':
      break;
    case 'issue':
      await issue(tools, args, authority, now);
      break;
    case 'list':
      for (const record of await issuedRecords(directory)) tools.terminal.out(recordLine(record, now));
      break;
    case 'revoke':
      tools.terminal.out(`  revoked: ${(await revoke(directory, args.pattern, now)).join(', ')}\n`);
      await makeLists(tools, args, authority, now);
      break;
    case 'crl':
      await makeLists(tools, args, authority, now);
      break;
  }
  return exitCodes.converged;
}

async function issue(tools: Tools, args: CaArguments, authority: Authority, now: Date): Promise<void> {
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
}

function recordLine({ serial, names, expires, revoked }: IssuedRecord, now: Date): string {
  const end =
    revoked !== undefined
      ? `revoked ${revoked.slice(0, 10)}`
      : `${new Date(expires) < now ? 'expired' : 'until'} ${expires.slice(0, 10)}`;
  return `  ${serial}  ${end}  ${names.join(', ')}\n`;
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
