import { posix } from 'node:path';
import { InputError } from '../diagnostics/errors.ts';
import type { InventoryHost } from '../inventory/model.ts';
import { createScope } from '../inventory/variables.ts';
import { evaluate, test } from '../language/condition/evaluate.ts';
import { entryOf } from '../language/located.ts';
import { render } from '../language/render.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import { compileTemplate } from '../language/template.ts';
import type { Task } from './model.ts';
import type { ChosenPlay, VariableCheck } from './variables/check-variables.ts';
import { namesOfPlay } from './variables/names-of-play.ts';
import type { NamesOfPlay } from './variables/names-of-play.ts';
import { namesSetBy } from './variables/names-set-by.ts';

/** A text file as a playbook would put it on a host, told without that host. */
export interface RenderedFile {
  readonly host: string;
  readonly path: string;
  readonly text: string;
}

/** A file of which only a run knows what becomes of it. */
export interface UnknownFile {
  readonly host: string;
  readonly task: Task;
  readonly why: string;
}

export interface RenderedFiles {
  readonly files: readonly RenderedFile[];
  readonly unknown: readonly UnknownFile[];
}

export interface RenderAround extends VariableCheck {
  /** The facts of a host, where somebody has them. */
  readonly factsOf: (host: string) => unknown;
  /** The directory of a service's configuration that `config_tree` knows. */
  readonly rootOf: (service: string) => string | undefined;
  readonly directory: string;
}

/**
 * What `template`, `copy` with `content` and `config_tree` would put on the hosts of a playbook. Nothing is guessed: what depends on results of
 * tasks, or on facts that are not given, is told as unknown.
 */
export function renderedFiles(around: RenderAround): RenderedFiles {
  const set = namesSetBy(around.playbook, around.sources);
  const files: RenderedFile[] = [];
  const unknown: UnknownFile[] = [];
  // What `set_fact` gave outlives its play.
  const runtimes = new Map<string, Map<string, unknown>>();
  const hostvars = othersOf(around, set, runtimes);
  for (const chosen of around.chosen) {
    const names = namesOfPlay(chosen.play, { set, gathered: true, extra: around.extra });
    for (const name of chosen.hosts) {
      const host = around.inventory.hosts.get(name);
      if (host === undefined) continue;
      const runtime = runtimes.get(name) ?? new Map<string, unknown>();
      runtimes.set(name, runtime);
      const given = { hostvars, playbook_dir: around.directory };
      for (const task of chosen.tasks) {
        if (task.kind === 'set_fact')
          setFacts(task, scopeOf(host, task, chosen, names, runtime, around, given), runtime);
        if (!writing.has(task.kind)) continue;
        try {
          const scope = scopeOf(host, task, chosen, names, runtime, around, given);
          for (const item of itemsOf(task, scope)) {
            const inner = scopeOf(host, task, chosen, names, runtime, around, { ...given, ...item });
            if (!task.when.every((condition) => test(condition, inner))) continue;
            for (const file of filesOf(task, inner, around)) files.push({ host: name, ...file });
          }
        } catch (error) {
          if (!(error instanceof PendingVariable) && !(error instanceof InputError)) throw error;
          unknown.push({ host: name, task, why: error.message });
        }
      }
    }
  }
  return { files, unknown };
}

const writing: ReadonlySet<string> = new Set(['template', 'copy', 'config_tree']);

function scopeOf(
  host: InventoryHost,
  task: Task,
  { play }: ChosenPlay,
  names: NamesOfPlay,
  runtime: ReadonlyMap<string, unknown>,
  { inventory, extra, factsOf }: RenderAround,
  given: Readonly<Record<string, unknown>>,
): Scope {
  const facts = factsOf(host.name);
  const magic = { ...given, ...(facts !== undefined && { facts }) };
  const pending = new Set([...names.pendingIn(task)].filter((name) => !runtime.has(name)));
  const layers = [...play.layers, ...task.layers];
  return createScope({ host, inventory, defaults: task.defaults, layers, runtime, extra, magic, pending });
}

/** What hosts may see of each other: what the inventory says, and what `set_fact` gave. */
function othersOf(
  { inventory, extra }: RenderAround,
  set: ReadonlySet<string>,
  runtimes: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const found = Object.create(null) as Record<string, unknown>;
  for (const [name, host] of inventory.hosts) {
    const get = (): Scope => {
      const runtime = runtimes.get(name) ?? new Map<string, unknown>();
      const pending = new Set([...set, 'facts'].filter((each) => !runtime.has(each)));
      return createScope({ host, inventory, defaults: [], layers: [], runtime, extra, magic: {}, pending });
    };
    Object.defineProperty(found, name, { get, enumerable: true });
  }
  return found;
}

/** What cannot be told is no longer known, whatever it was before. */
function setFacts(task: Task, scope: Scope, runtime: Map<string, unknown>): void {
  const keys = task.args.entries.map(({ key }) => key);
  try {
    if (task.loop !== undefined) throw new PendingVariable('a loop');
    if (!task.when.every((condition) => test(condition, scope))) return;
    const values = render(task.args, scope) as Readonly<Record<string, unknown>>;
    for (const key of keys) runtime.set(key, values[key]);
  } catch (error) {
    if (!(error instanceof PendingVariable) && !(error instanceof InputError)) throw error;
    for (const key of keys) runtime.delete(key);
  }
}

/** One without a loop. */
function itemsOf({ loop }: Task, scope: Scope): readonly Readonly<Record<string, unknown>>[] {
  if (loop === undefined) return [{}];
  const items = 'root' in loop.over ? evaluate(loop.over, scope) : render(loop.over, scope);
  return Array.isArray(items) ? items.map((item: unknown) => ({ [loop.variable]: item })) : [];
}

type TextFile = Pick<RenderedFile, 'path' | 'text'>;

function filesOf(task: Task, scope: Scope, around: RenderAround): readonly TextFile[] {
  const value = (name: string): unknown => {
    const written = entryOf(task.args, name)?.value;
    return written === undefined ? undefined : render(written, scope);
  };
  if (task.kind === 'config_tree') {
    const service = value('service');
    const root = value('root') ?? (typeof service === 'string' ? around.rootOf(service) : undefined);
    const files = value('files');
    if (typeof root !== 'string' || !Array.isArray(files)) return [];
    return files.flatMap((file: unknown) => {
      if (typeof file !== 'object' || file === null) return [];
      const { path, src, content, sensitive } = file as Readonly<Record<string, unknown>>;
      if (typeof path !== 'string' || sensitive === true) return [];
      const text = typeof src === 'string' ? fromTemplate(task, src, scope, around) : content;
      return typeof text === 'string' ? [{ path: posix.join(root, path), text }] : [];
    });
  }
  const path = value('dest');
  const src = value('src');
  const text =
    task.kind === 'copy' ? value('content') : typeof src === 'string' && fromTemplate(task, src, scope, around);
  return typeof path === 'string' && typeof text === 'string' ? [{ path, text }] : [];
}

function fromTemplate(task: Task, name: string, scope: Scope, { templateOf }: RenderAround): string | undefined {
  const source = templateOf(task, name);
  return source && compileTemplate(source.text, source, source.findPartial).render(scope);
}
