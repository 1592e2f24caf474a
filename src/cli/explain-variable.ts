import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { explainVariable } from '../inventory/explain.ts';
import type { Explanation } from '../inventory/explain.ts';
import type { InventoryHost, VariableLayer } from '../inventory/model.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { precedence } from '../inventory/precedence.ts';
import { createScope } from '../inventory/variables.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Play } from '../playbook/model.ts';
import { readPlaybook } from '../playbook/read.ts';
import { sealedOf, variablesOf } from '../playbook/variables/needed-sealed.ts';
import type { LoadedInventory } from './load-inventory.ts';
import { playbookSources } from './load-playbook.ts';
import type { Tools } from './tools.ts';
import { unlockHosts } from './unlock.ts';

/**
 * Where a variable of a host comes from: the value as it is used, then every place that sets it, as written. With a
 * playbook also what its plays and their roles, blocks and tasks set, for each play that the host takes part in.
 * @throws InputError when nothing sets it, and when something cannot be opened
 */
export async function explainOnHost(
  tools: Tools,
  loaded: LoadedInventory,
  wish: { readonly name: string; readonly host: InventoryHost; readonly playbook: string | undefined },
): Promise<string> {
  const plays = wish.playbook === undefined ? [undefined] : await playsOf(tools, loaded, wish.playbook, wish.host);
  const found: string[] = [];
  const known: string[] = [];
  for (const play of plays) {
    const { around, inside, defaults } = layersOf(loaded, wish.host, play);
    await loaded.vault.open(sealedOf([...around, ...inside, ...defaults]));
    await unlockHosts(loaded, [wish.host.name], (variable) => variable === wish.name);
    known.push(...variablesOf([...around, ...inside, ...defaults]));
    const general = explainVariable(wish.name, around);
    const low = explainVariable(wish.name, defaults).map((each) => ({
      ...each,
      winner: each.winner && general.length === 0,
    }));
    const special = explainVariable(wish.name, inside).map((each) => ({ ...each, winner: false }));
    if (general.length + low.length + special.length === 0) continue;
    const value = valueOf(tools, loaded, wish.host, wish.name, { play, defaults });
    found.push(described(wish, play, value, [...low, ...special, ...general]));
  }
  if (found.length > 0) return found.join('\n');
  const hint = didYouMean(wish.name, known);
  const where = wish.playbook === undefined ? 'in the inventory' : `in the inventory and ${wish.playbook}`;
  throw new InputError([
    problem('unknown-variable', `"${wish.name}" is not set for ${wish.host.name} ${where}`, undefined, { hint }),
  ]);
}

async function playsOf(
  tools: Tools,
  { inventory }: LoadedInventory,
  playbook: string,
  host: InventoryHost,
): Promise<readonly Play[]> {
  const read = readPlaybook(resolve(tools.cwd, playbook), playbookSources(tools, await tools.definitions()));
  if (read.diagnostics.some((each) => each.severity === 'error')) throw new InputError(read.diagnostics);
  return read.playbook.plays.filter((play) => selectHosts(inventory, play.hosts).hosts.includes(host.name));
}

interface Layers {
  /** Of the host and of the whole play, and those of `-e`. */
  readonly around: readonly VariableLayer[];
  /** Of roles, blocks and tasks of the play. */
  readonly inside: readonly VariableLayer[];
  readonly defaults: readonly VariableLayer[];
}

function layersOf({ extra }: LoadedInventory, host: InventoryHost, play: Play | undefined): Layers {
  const tasks = play === undefined ? [] : [...play.tasks, ...play.handlers];
  return {
    around: [...host.layers, ...(play?.layers ?? []), ...(extra ? [extra] : [])],
    inside: distinct(tasks.flatMap((task) => task.layers)),
    defaults: distinct(tasks.flatMap((task) => task.defaults)),
  };
}

/** The same file is read once for each task that it is about. */
function distinct(layers: readonly VariableLayer[]): readonly VariableLayer[] {
  const seen = new Map<string, VariableLayer>();
  for (const layer of layers) seen.set(`${layer.origin} ${layer.level ?? ''}`, layer);
  return [...seen.values()];
}

/** As JSON and masked, or why there is none yet. */
function valueOf(
  tools: Tools,
  { inventory, extra }: LoadedInventory,
  host: InventoryHost,
  name: string,
  { play, defaults }: { readonly play: Play | undefined; readonly defaults: readonly VariableLayer[] },
): string {
  const scope = createScope({
    host,
    inventory,
    defaults,
    layers: play?.layers ?? [],
    runtime: new Map(),
    extra,
    magic: {},
    pending: new Set(['facts', 'hostvars']),
  });
  try {
    const value = name in scope ? scope[name] : undefined;
    if (value === undefined) return 'set only inside of roles, blocks or tasks';
    return JSON.stringify(tools.secrets.data(value));
  } catch (error) {
    if (error instanceof PendingVariable) return `known only during a run: ${error.message}`;
    if (error instanceof InputError) return `cannot be rendered: ${tools.secrets.text(error.message)}`;
    throw error;
  }
}

function described(
  { name, host }: { readonly name: string; readonly host: InventoryHost },
  play: Play | undefined,
  value: string,
  places: readonly Explanation[],
): string {
  const winner = places.find((each) => each.winner);
  const lines = places
    .toSorted((a, b) => rank(a) - rank(b))
    .map((each) => {
      const written = JSON.stringify(each.value);
      return `${each === winner ? '=>' : '  '} ${written}\n     ${each.origin}  (${each.level})`;
    });
  const shown = winner !== undefined && winner.value === '*** (encrypted)' ? '"***"' : value;
  const where = play === undefined ? '' : ` in play ${play.name}`;
  return `${name} of ${host.name}${where}: ${shown}\nwritten, the marked one counts:\n${lines.join('\n')}\n`;
}

/** Lowest precedence first; what has no level comes from the inventory's own code. */
function rank({ level }: Explanation): number {
  return precedence.findIndex((each) => each.title === level);
}
