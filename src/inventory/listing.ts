import { problem } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { locate } from '../language/located.ts';
import type { Plain } from '../language/located.ts';
import { addChild, addGroup, addHost, setVariable } from './draft.ts';
import type { Draft, DraftGroup, DraftHost, Origin } from './draft.ts';

type PlainMap = Readonly<Record<string, Plain>>;

/**
 * Reads what an executable inventory printed for `--list` into the draft: a group is a map of `hosts`, `children` and
 * `vars`, or a mere list of hosts. Returns the hosts in it and the variables that `_meta` has for them, if it is there.
 */
export function readListing(
  listing: Plain,
  span: Span,
  draft: Draft,
  origin: Origin,
): { readonly hosts: readonly DraftHost[]; readonly variables: PlainMap | undefined } {
  const reader: Reader = { span, draft, origin, hosts: new Map() };
  if (!isMap(listing)) {
    report(reader, 'it did not print a JSON object of groups');
    return { hosts: [], variables: undefined };
  }
  const { _meta: meta, ...groups } = listing;
  for (const [name, data] of Object.entries(groups)) readGroup(reader, name, data);
  for (const [name, data] of Object.entries(groups)) warnUnknownChildren(reader, name, data, groups);
  const variables = isMap(meta) ? meta['hostvars'] : undefined;
  if (variables !== undefined && !isMap(variables)) report(reader, '_meta.hostvars is not an object');
  return { hosts: [...reader.hosts.values()], variables: isMap(variables) ? variables : undefined };
}

/** Gives a host or group the variables that a program printed for it. */
export function setPlainVariables(
  draft: Draft,
  owner: DraftHost | DraftGroup,
  variables: PlainMap,
  span: Span,
  origin: Origin,
): void {
  for (const [key, value] of Object.entries(variables)) {
    setVariable(draft, owner, { key, keySpan: span, value: locate(value, span) }, origin);
  }
}

interface Reader {
  readonly span: Span;
  readonly draft: Draft;
  readonly origin: Origin;
  readonly hosts: Map<string, DraftHost>;
}

function readGroup(reader: Reader, name: string, data: Plain): void {
  const group = addGroup(reader.draft, name, reader.span);
  if (group === undefined) return;
  const { hosts, children, vars } = partsOf(name, data);
  for (const host of namesIn(reader, hosts, `${name}.hosts`)) {
    const known = addHost(reader.draft, group, { name: host, port: undefined, span: reader.span }, reader.origin);
    if (known !== undefined) reader.hosts.set(host, known);
  }
  if (isMap(vars)) setPlainVariables(reader.draft, group, vars, reader.span, reader.origin);
  else if (vars !== undefined) report(reader, `${name}.vars is not an object`);
  for (const childName of namesIn(reader, children, `${name}.children`)) {
    const child = addGroup(reader.draft, childName, reader.span);
    if (child !== undefined) addChild(group, child, reader.span);
  }
}

/** The old forms: a list of hosts, and the variables of a host that stands as its own group. */
function partsOf(name: string, data: Plain): { hosts?: Plain; children?: Plain; vars?: Plain } {
  if (!isMap(data)) return { hosts: data };
  if ('hosts' in data || 'children' in data || 'vars' in data) return data;
  return { hosts: [name], vars: data };
}

function namesIn(reader: Reader, value: Plain | undefined, what: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  report(reader, `${what} is not a list of names`);
  return [];
}

/** Ansible makes such a group silently; mostly its name is misspelt. */
function warnUnknownChildren(reader: Reader, name: string, data: Plain, groups: PlainMap): void {
  const { children } = partsOf(name, data);
  if (!Array.isArray(children)) return;
  for (const child of children) {
    if (typeof child !== 'string' || Object.hasOwn(groups, child) || child === 'all' || child === 'ungrouped') continue;
    const message = `${reader.origin.name}: the child "${child}" of "${name}" is a group that it does not print`;
    reader.draft.diagnostics.push({ ...problem('inventory-script', message, reader.span), severity: 'warning' });
  }
}

function report(reader: Reader, message: string): void {
  reader.draft.diagnostics.push(problem('inventory-script', `${reader.origin.name}: ${message}`, reader.span));
}

function isMap(value: Plain | undefined): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
