import { isAbsolute, join } from 'node:path';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { prepare } from '../language/render.ts';
import { readCircumstances, usualCircumstances } from './circumstances.ts';
import { checkKeywords, flagOf, itemsOf, layerOf, namesOf, tagsOf, textOf } from './fields.ts';
import { playKeywords } from './keywords.ts';
import type { Play, Surroundings } from './model.ts';
import { readPrompts } from './prompts.ts';
import { readFile, report } from './reading.ts';
import type { Reading } from './reading.ts';
import { readRoleEntry } from './role.ts';
import { withoutRepeatedCalls } from './role-repeats.ts';
import { sealedFile } from './sealed-file.ts';
import { checkedBecome } from './surroundings.ts';

/** Reads one play; nothing when its shape is wrong (it has been reported). */
export function readPlay(reading: Reading, item: Located, directory: string): Play | undefined {
  if (!checkKeywords(reading, item, playKeywords, 'a play', ['hosts'])) return undefined;
  const hosts = namesOf(item, 'hosts');
  const become = checkedBecome(reading, item, { become: {} });
  const around: Surroundings = {
    when: [],
    tags: tagsOf(item),
    become,
    defaults: [],
    layers: [],
    ignoreErrors: flagOf(item, 'ignore_errors') ?? false,
    noLog: flagOf(item, 'no_log') ?? false,
    parts: [],
    role: undefined,
    call: undefined,
    directory,
    path: [],
    ...readCircumstances(reading, item, usualCircumstances),
  };
  reading.importedHandlers.length = 0;
  const roles = itemsOf(entryOf(item, 'roles')?.value).map((entry) => readRoleEntry(reading, entry, around));
  const tasks = [
    ...reading.readTasks(entryOf(item, 'pre_tasks')?.value, around, 'tasks'),
    ...roles.flatMap((role) => role.tasks),
    ...reading.readTasks(entryOf(item, 'tasks')?.value, around, 'tasks'),
    ...reading.readTasks(entryOf(item, 'post_tasks')?.value, around, 'tasks'),
  ];
  const gates = reading.readTasks(entryOf(item, 'verify')?.value, around, 'tasks');
  const handlers = [
    ...withoutRepeatedCalls([...roles.flatMap((role) => role.handlers), ...reading.importedHandlers]),
    ...reading.readTasks(entryOf(item, 'handlers')?.value, { ...around, tags: ['always'] }, 'handlers'),
  ];
  const pattern = hosts.map((each) => each.name).join(',');
  return {
    name: textOf(item, 'name') ?? pattern,
    hosts: pattern,
    hostsSpan: hosts[0]?.span ?? item.span,
    gatherFacts: flagOf(item, 'gather_facts') ?? true,
    serial: readSerial(reading, item),
    ...readPolicy(reading, item),
    become,
    layers: [...readVariableFiles(reading, item, directory), ...playVariables(reading, item)],
    prompts: readPrompts(reading, item),
    connection: readConnection(reading, item),
    tasks: [...tasks, ...gates],
    gates: new Set(gates),
    handlers,
    span: item.span,
  };
}

/** The keywords as the variables that an inventory would use for them. */
function readConnection(reading: Reading, play: LocatedMap): VariableLayer | undefined {
  const names = { remote_user: 'ansible_user', port: 'ansible_port', connection: 'ansible_connection' };
  const given = Object.entries(names).flatMap(([keyword, variable]) => {
    const value = entryOf(play, keyword)?.value;
    return value === undefined ? [] : [[variable, value] as const];
  });
  for (const [, value] of given) reading.diagnostics.push(...prepare(value));
  return given.length === 0 ? undefined : { origin: 'the play', level: 'play', variables: new Map(given) };
}

const orders = ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', 'shuffle'] as const;

/** How the play goes about its hosts. */
function readPolicy(
  reading: Reading,
  play: LocatedMap,
): Pick<Play, 'order' | 'strategy' | 'anyErrorsFatal' | 'maxFailPercentage' | 'forceHandlers' | 'onFailure'> {
  const order = textOf(play, 'order');
  for (const keyword of ['order', 'strategy', 'on_failure']) {
    const value = entryOf(play, keyword)?.value;
    if (value !== undefined && textOf(play, keyword)?.includes('{{') === true)
      report(reading, 'bad-value', `"${keyword}" is decided when the playbook is read: no template`, value.span);
  }
  return {
    order: orders.find((each) => each === order) ?? 'inventory',
    strategy: textOf(play, 'strategy') === 'linear' ? 'linear' : 'free',
    anyErrorsFatal: flagOf(play, 'any_errors_fatal') ?? false,
    maxFailPercentage: readPercentage(reading, play),
    forceHandlers: flagOf(play, 'force_handlers') ?? false,
    onFailure: textOf(play, 'on_failure') === 'rollback' ? 'rollback' : 'keep',
  };
}

function readPercentage(reading: Reading, play: LocatedMap): number | undefined {
  const value = entryOf(play, 'max_fail_percentage')?.value;
  if (value?.type !== 'scalar') return undefined;
  const number = /^\d+(?:\.\d+)?%?$/.test(String(value.value)) ? Number.parseFloat(String(value.value)) : Number.NaN;
  if (number <= 100) return number;
  report(reading, 'bad-value', 'max_fail_percentage is a number from 0 to 100', value.span);
  return undefined;
}

function readSerial(reading: Reading, play: LocatedMap): readonly (number | `${number}%`)[] {
  return itemsOf(entryOf(play, 'serial')?.value).flatMap((item): Play['serial'] => {
    const value = item.type === 'scalar' ? item.value : undefined;
    if (typeof value === 'number' && value >= 1) return [value];
    if (typeof value === 'string' && /^[1-9][0-9]*%$/.test(value)) return [value as `${number}%`];
    if (typeof value === 'string' && /^[1-9][0-9]*$/.test(value)) return [Number(value)];
    report(reading, 'bad-value', 'serial is a number of hosts from 1 on, or a percentage such as "20%"', item.span);
    return [];
  });
}

function playVariables(reading: Reading, play: LocatedMap): readonly VariableLayer[] {
  const vars = entryOf(play, 'vars')?.value;
  if (vars !== undefined) reading.diagnostics.push(...prepare(vars));
  return layerOf('vars of the play', 'play', vars);
}

function readVariableFiles(reading: Reading, play: LocatedMap, directory: string): readonly VariableLayer[] {
  return namesOf(play, 'vars_files').flatMap(({ name, span }) => {
    const path = isAbsolute(name) ? name : join(directory, name);
    const sealed = sealedFile(reading, path, { origin: reading.sources.show(path), level: 'play' });
    if (sealed !== undefined) return [sealed];
    const read = readFile(reading, path);
    if (read === undefined) {
      if (reading.sources.readText(path) === undefined)
        report(reading, 'file-missing', `there is no file ${reading.sources.show(path)}`, span);
      return [];
    }
    if (read.value.type !== 'map') report(reading, 'wrong-type', 'a file of variables is a map', read.value.span);
    reading.diagnostics.push(...prepare(read.value));
    return layerOf(reading.sources.show(path), 'play', read.value);
  });
}
