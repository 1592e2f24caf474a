import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { HostEvidence } from '../audit/evidence/host-evidence.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { renderedFiles } from '../playbook/rendered-files.ts';
import type { RenderedFiles, UnknownFile } from '../playbook/rendered-files.ts';
import { presets } from '../resources/config-tree/presets.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { loadPlaybook } from './load-playbook.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';
import type { VaultArguments } from './vault-access.ts';

export type EvidenceArguments = HostArguments &
  VaultArguments & {
    readonly live: boolean;
    /** A file that `rackwright facts` has written. */
    readonly facts: string | undefined;
  };

/**
 * What is known of hosts besides the topology: as a playbook would configure them, as they are when somebody may look (`--live`), or both; what is seen
 * stands above what is rendered. What only a run could render is told.
 */
export async function auditEvidence(
  tools: Tools,
  args: EvidenceArguments,
  loaded: LoadedInventory,
  playbook: string | undefined,
): Promise<ReadonlyMap<string, HostEvidence>> {
  const names = (loaded.inventory.groups.get('all')?.hosts ?? []).filter((name) => loaded.limited(name));
  const seen = args.live ? await gatherEvidence(tools, args, loaded, names) : new Map<string, HostEvidence>();
  if (playbook === undefined) return seen;
  const { files, unknown } = await render(tools, args, loaded, playbook);
  tellUnknown(
    tools,
    unknown.filter(({ host }) => !seen.has(host)),
  );
  return new Map([...asEvidence(files), ...seen]);
}

async function render(
  tools: Tools,
  args: EvidenceArguments,
  loaded: LoadedInventory,
  playbook: string,
): Promise<RenderedFiles> {
  const { check, directory } = await loadPlaybook(tools, noChoice(playbook), loaded);
  const facts = args.facts === undefined ? undefined : readFacts(resolve(tools.cwd, args.facts));
  return renderedFiles({
    ...check,
    directory,
    factsOf: (host) => facts?.[host],
    rootOf: (service) => presets.get(service)?.root,
  });
}

function asEvidence(files: RenderedFiles['files']): ReadonlyMap<string, HostEvidence> {
  const hosts = [...new Set(files.map(({ host }) => host))];
  return new Map(
    hosts.map((name) => {
      const own = files.filter(({ host }) => host === name);
      return [name, { origin: 'rendered', files: new Map(own.map(({ path, text }) => [path, text])) }] as const;
    }),
  );
}

function noChoice(playbook: string): Parameters<typeof loadPlaybook>[1] {
  return { playbook, tags: undefined, skipTags: undefined, shuffleSeed: undefined, startAtTask: undefined };
}

/** @throws InputError when it is no map */
function readFacts(path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Error && 'code' in error)) throw error;
  }
  throw new InputError([
    problem('bad-value', `${path} holds no facts`, undefined, {
      hint: '`rackwright facts all -i INVENTORY >facts.json` writes them',
    }),
  ]);
}

/** Each task once, with its hosts: what is not seen must not look like what is well. */
function tellUnknown({ terminal, secrets }: Tools, unknown: readonly UnknownFile[]): void {
  const tasks = new Map<string, string[]>();
  for (const { host, task, why } of unknown) {
    const title = task.name?.type === 'scalar' ? String(task.name.value) : task.kind;
    const needs = why.startsWith('"facts"') ? 'it needs facts (--facts FILE, or --live)' : why;
    const text = `"${title}" cannot be rendered without a run: ${needs}`;
    tasks.set(text, [...(tasks.get(text) ?? []), host]);
  }
  for (const [text, hosts] of tasks) terminal.err(`note: ${secrets.text(text)} (${hosts.join(', ')})\n`);
}
