import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Located } from '../language/located.ts';
import { groupNameProblem, hostNameProblem } from './names.ts';

/** An inventory while its sources are read, one after the other; `assemble.ts` makes the model of it. */
export interface Draft {
  readonly hosts: Map<string, DraftHost>;
  readonly groups: Map<string, DraftGroup>;
  readonly diagnostics: Diagnostic[];
}

export interface DraftHost {
  readonly name: string;
  readonly span: Span;
  readonly directory: string | undefined;
  /** By origin; a later source overrides an earlier one. */
  readonly layers: Map<string, DraftLayer>;
}

export interface DraftGroup {
  readonly name: string;
  readonly span: Span | undefined;
  /** Those named in it directly. */
  readonly hosts: Set<string>;
  /** With the place that says so; nothing for what goes without saying. */
  readonly children: Map<string, Span | undefined>;
  readonly layers: Map<string, DraftLayer>;
  /** `ansible_group_priority`: among groups of one depth the higher one wins. */
  priority: number;
}

interface DraftLayer {
  readonly variables: Map<string, Located>;
  readonly literal: boolean;
}

/** Where a piece of an inventory comes from. */
export interface Origin {
  /** As people write it. */
  readonly name: string;
  /** Absolute; nothing for a list of hosts. */
  readonly directory: string | undefined;
  /** True for what a program printed. */
  readonly literal: boolean;
}

export function createDraft(): Draft {
  const draft: Draft = { hosts: new Map(), groups: new Map(), diagnostics: [] };
  const ungrouped = insertGroup(draft, 'ungrouped', undefined);
  addChild(insertGroup(draft, 'all', undefined), ungrouped, undefined);
  return draft;
}

/** The group, made when it is new; nothing when its name is refused. */
export function addGroup(draft: Draft, name: string, span: Span): DraftGroup | undefined {
  const known = draft.groups.get(name);
  if (known !== undefined) return known;
  const wrong = groupNameProblem(name) ?? forbiddenName(name);
  if (wrong === undefined) return insertGroup(draft, name, span);
  draft.diagnostics.push(problem('inventory-syntax', wrong, span));
  return undefined;
}

export function addChild(parent: DraftGroup, child: DraftGroup, span: Span | undefined): void {
  if (!parent.children.has(child.name)) parent.children.set(child.name, span);
}

/** Puts a host into a group. A port counts only where the host is named for the first time, as in Ansible. */
export function addHost(
  draft: Draft,
  group: DraftGroup,
  host: { readonly name: string; readonly port: number | undefined; readonly span: Span },
  origin: Origin,
): DraftHost | undefined {
  const known = draft.hosts.get(host.name);
  const entry = known ?? insertHost(draft, host.name, host.span, origin);
  if (entry === undefined) return undefined;
  group.hosts.add(entry.name);
  if (host.port === undefined) return entry;
  if (known === undefined) {
    const value: Located = { type: 'scalar', value: host.port, span: host.span };
    setVariable(draft, entry, { key: 'ansible_port', keySpan: host.span, value }, origin);
  } else if (!hasPort(entry, host.port)) {
    const message = `the port ${host.port} of "${entry.name}" is ignored: the host is already known without it`;
    const related = [{ message: 'first named here', span: entry.span }];
    draft.diagnostics.push({ ...problem('inventory-syntax', message, host.span, { related }), severity: 'warning' });
  }
  return entry;
}

/** The hosts that one pattern stands for. What is wrong with one name of it is wrong with most, and is said once. */
export function addHosts(
  draft: Draft,
  group: DraftGroup,
  { names, ...host }: { readonly names: readonly string[]; readonly port: number | undefined; readonly span: Span },
  origin: Origin,
): readonly DraftHost[] {
  const { length } = draft.diagnostics;
  const hosts = names.flatMap((name) => addHost(draft, group, { ...host, name }, origin) ?? []);
  draft.diagnostics.splice(length + 1);
  return hosts;
}

/** Sets a variable of a host or group; `ansible_group_priority` of a group is none. */
export function setVariable(
  draft: Draft,
  owner: DraftHost | DraftGroup,
  entry: { readonly key: string; readonly keySpan: Span; readonly value: Located },
  origin: Origin,
): void {
  const wrong = entry.key === '' ? 'a variable has an empty name' : forbiddenName(entry.key);
  if (wrong !== undefined) {
    draft.diagnostics.push(problem(entry.key === '' ? 'inventory-syntax' : 'forbidden-key', wrong, entry.keySpan));
  } else if (entry.key === 'ansible_group_priority' && 'priority' in owner) setPriority(draft, owner, entry.value);
  else {
    const layer = owner.layers.get(origin.name) ?? { variables: new Map<string, Located>(), literal: origin.literal };
    owner.layers.set(origin.name, layer);
    layer.variables.set(entry.key, entry.value);
  }
}

function setPriority(draft: Draft, group: DraftGroup, value: Located): void {
  const number = value.type === 'scalar' && value.value !== null ? Number(value.value) : Number.NaN;
  if (Number.isInteger(number)) group.priority = number;
  else draft.diagnostics.push(problem('bad-value', 'ansible_group_priority must be a whole number', value.span));
}

function insertGroup(draft: Draft, name: string, span: Span | undefined): DraftGroup {
  const group: DraftGroup = { name, span, hosts: new Set(), children: new Map(), layers: new Map(), priority: 1 };
  draft.groups.set(name, group);
  return group;
}

function insertHost(draft: Draft, name: string, span: Span, origin: Origin): DraftHost | undefined {
  const wrong = hostNameProblem(name) ?? forbiddenName(name);
  if (wrong !== undefined) {
    const hint = 'give it a plain name and put the address into ansible_host';
    draft.diagnostics.push(problem('bad-host-name', wrong, span, { hint }));
    return undefined;
  }
  const host: DraftHost = { name, span, directory: origin.directory, layers: new Map() };
  draft.hosts.set(name, host);
  return host;
}

function hasPort(host: DraftHost, port: number): boolean {
  return [...host.layers.values()].some((layer) => {
    const value = layer.variables.get('ansible_port');
    return value?.type === 'scalar' && Number(value.value) === port;
  });
}

function forbiddenName(name: string): string | undefined {
  return ['__proto__', 'constructor', 'prototype'].includes(name) ? `the name "${name}" is refused` : undefined;
}
