import { homedir } from 'node:os';
import { join } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { HostError, InputError } from '../diagnostics/errors.ts';
import { hostAddresses } from '../engine/host-addresses.ts';
import { chooseHosts } from './choose-hosts.ts';
import { connectionDefaults } from './connection-defaults.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { HostKey, Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

/**
 * Shows the keys that hosts offer and, after a yes, remembers those that are new. A changed key takes the place of the
 * old one only with `--replace`.
 */
export async function trustCommand(
  tools: Tools,
  args: HostArguments & {
    readonly pattern: string;
    readonly yes: boolean;
    readonly replace: boolean;
    readonly knownHosts: string | undefined;
  },
): Promise<number> {
  const { terminal } = tools;
  const loaded = await loadInventory(tools, args);
  const { inventory, extra } = loaded;
  const names = chooseHosts(tools, loaded, args.pattern);
  await unlockHosts(loaded, names, isConnectionVariable);
  const defaults = connectionDefaults(args);
  const addresses = hostAddresses({ inventory, extra, cwd: tools.cwd, defaults, password: undefined }, names);
  const hostKeys = await tools.hostKeys((message) => terminal.err(`warning: ${message}\n`));

  let failed = false;
  const fresh: HostKey[] = [];
  for (const address of addresses.values()) {
    try {
      const keys = await hostKeys.collect(address);
      terminal.out(
        `${address.name}\n${keys.map((key) => `  ${key.fingerprint}  ${key.type}  ${key.verdict}`).join('\n')}\n`,
      );
      const wrong = keys.filter((key) => key.verdict !== 'unknown' && key.verdict !== 'known');
      if (wrong.length === 0) fresh.push(...keys.filter((key) => key.verdict === 'unknown'));
      else if (args.replace && wrong.every((key) => key.verdict !== 'revoked')) fresh.push(...keys);
      else failed = true;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      failed = true;
      terminal.err(`${address.name}: ${error.message}\n`);
    }
  }
  if (fresh.length > 0 && (args.yes || (await confirmed(tools, fresh.length)))) await remember(hostKeys, fresh, args);
  return failed ? exitCodes.unreachable : exitCodes.converged;
}

async function confirmed({ terminal }: Tools, count: number): Promise<boolean> {
  if (!terminal.interactive)
    throw new InputError([
      problem('usage', `${count} new keys, and nobody to ask`, undefined, {
        hint: 'compare the fingerprints, then add --yes',
      }),
    ]);
  const answer = await terminal.ask(
    `Compare the fingerprints with the hosts’ consoles. Remember ${count} new keys? [y/N] `,
  );
  return /^y(es)?$/i.test(answer.trim());
}

async function remember(
  hostKeys: Awaited<ReturnType<Tools['hostKeys']>>,
  keys: readonly HostKey[],
  { knownHosts, replace }: { readonly knownHosts: string | undefined; readonly replace: boolean },
): Promise<void> {
  const byFile = groupBy(keys, (key) => knownHosts ?? key.file ?? join(homedir(), '.ssh', 'known_hosts'));
  for (const [file, group] of byFile)
    await hostKeys.remember(
      file,
      group.map((key) => key.line),
      {
        hash: group.some((key) => key.hash),
        forget: replace ? group.map((key) => key.name) : [],
      },
    );
}

function groupBy(keys: readonly HostKey[], fileOf: (key: HostKey) => string): ReadonlyMap<string, readonly HostKey[]> {
  const groups = new Map<string, HostKey[]>();
  for (const key of keys) groups.set(fileOf(key), [...(groups.get(fileOf(key)) ?? []), key]);
  return groups;
}
