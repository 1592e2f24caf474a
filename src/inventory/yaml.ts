import { problem } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { readYaml } from '../language/yaml.ts';
import { addChild, addGroup, addHosts, setVariable } from './draft.ts';
import type { Draft, DraftGroup, Origin } from './draft.ts';
import { readHostDefinition } from './host-definition.ts';

/** Reads a YAML or JSON inventory into the draft: groups with `hosts`, `children` and `vars`. */
export function readYamlInventory(source: Source, draft: Draft, origin: Origin): void {
  const { value, diagnostics } = readYaml(source, { ambiguous: 'ansible' });
  draft.diagnostics.push(...diagnostics);
  if (value === undefined) return;
  const reader: Reader = { draft, origin };
  const groups = mapOf(reader, value, 'an inventory is a map of groups');
  if (entryOf(groups, 'plugin') !== undefined) {
    report(reader, 'this file configures an inventory plugin of Ansible, which only Ansible can run', value.span, {
      hint: 'let a script of yours print what "ansible-inventory --list" prints',
    });
  } else groups.entries.forEach((entry) => readGroup(reader, entry));
}

interface Reader {
  readonly draft: Draft;
  readonly origin: Origin;
}

const sections = ['vars', 'children', 'hosts'];

function readGroup(reader: Reader, entry: LocatedEntry): DraftGroup | undefined {
  const group = addGroup(reader.draft, entry.key, entry.keySpan);
  if (group === undefined) return undefined;
  const data = mapOf(reader, entry.value, `the group "${entry.key}" is a map of hosts, children and vars`);
  for (const { key, keySpan, value } of data.entries) {
    if (key === 'vars') readVariables(reader, group, value);
    else if (key === 'children') readChildren(reader, group, value);
    else if (key === 'hosts') readHosts(reader, group, value);
    else {
      const hint = didYouMean(key, sections) ?? 'a group has only hosts, children and vars';
      const known = problem('unknown-key', `"${key}" means nothing in a group and is ignored`, keySpan, { hint });
      reader.draft.diagnostics.push({ ...known, severity: 'warning' });
    }
  }
  return group;
}

function readVariables(reader: Reader, group: DraftGroup, value: Located): void {
  const variables = mapOf(reader, value, `the vars of "${group.name}" are a map`);
  for (const entry of variables.entries) setVariable(reader.draft, group, entry, reader.origin);
}

function readChildren(reader: Reader, group: DraftGroup, value: Located): void {
  const hint = 'write each child as a key: "children: {web: {}}"';
  for (const entry of namesOf(reader, value, `the children of "${group.name}" are a map`, hint).entries) {
    const child = readGroup(reader, entry);
    if (child !== undefined) addChild(group, child, entry.keySpan);
  }
}

function readHosts(reader: Reader, group: DraftGroup, value: Located): void {
  const hint = 'write each host as a key: "hosts: {web1: {}}"';
  for (const { key, keySpan: span, value: data } of namesOf(
    reader,
    value,
    `the hosts of "${group.name}" are a map`,
    hint,
  ).entries) {
    const definition = readHostDefinition(key);
    const variables = mapOf(reader, data, `what follows the host "${key}" is a map of variables`);
    if ('problem' in definition) report(reader, definition.problem, span);
    else {
      for (const host of addHosts(reader.draft, group, { ...definition, span }, reader.origin))
        for (const entry of variables.entries) setVariable(reader.draft, host, entry, reader.origin);
    }
  }
}

/** One name alone may be written without being a map, as in Ansible. */
function namesOf(reader: Reader, value: Located, message: string, hint: string): LocatedMap {
  if (value.type === 'scalar' && typeof value.value === 'string') {
    const nothing: Located = { type: 'scalar', value: null, span: value.span };
    const entries = [{ key: value.value, keySpan: value.span, value: nothing }];
    return { type: 'map', entries, span: value.span };
  }
  return mapOf(reader, value, message, hint);
}

/** The value as a map; null is an empty one. */
function mapOf(reader: Reader, value: Located, message: string, hint?: string): LocatedMap {
  if (value.type === 'map') return value;
  if (value.type !== 'scalar' || value.value !== null) report(reader, message, value.span, { hint });
  return { type: 'map', entries: [], span: value.span };
}

function report(reader: Reader, message: string, span: Span, more: { readonly hint?: string | undefined } = {}): void {
  reader.draft.diagnostics.push(problem('inventory-syntax', message, span, more));
}
