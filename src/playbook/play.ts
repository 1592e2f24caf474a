import { isAbsolute, join } from 'node:path';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { prepare } from '../language/render.ts';
import { readCircumstances, usualCircumstances } from './circumstances.ts';
import { checkKeywords, flagOf, itemsOf, layerOf, namesOf, tagsOf, textOf } from './fields.ts';
import { playKeywords } from './keywords.ts';
import type { Play, Surroundings } from './model.ts';
import { readFile, report } from './reading.ts';
import type { Reading } from './reading.ts';
import { readRoleEntry } from './role.ts';
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
    parts: [],
    ignoreErrors: false,
    noLog: false,
    role: undefined,
    directory,
    path: [],
    ...readCircumstances(reading, item, usualCircumstances),
  };
  const roles = itemsOf(entryOf(item, 'roles')?.value).map((entry) => readRoleEntry(reading, entry, around));
  const tasks = [
    ...reading.readTasks(entryOf(item, 'pre_tasks')?.value, around, 'tasks'),
    ...roles.flatMap((role) => role.tasks),
    ...reading.readTasks(entryOf(item, 'tasks')?.value, around, 'tasks'),
    ...reading.readTasks(entryOf(item, 'post_tasks')?.value, around, 'tasks'),
  ];
  const handlers = [
    ...roles.flatMap((role) => role.handlers),
    ...reading.readTasks(entryOf(item, 'handlers')?.value, { ...around, tags: ['always'] }, 'handlers'),
  ];
  const pattern = hosts.map((each) => each.name).join(',');
  return {
    name: textOf(item, 'name') ?? pattern,
    hosts: pattern,
    hostsSpan: hosts[0]?.span ?? item.span,
    gatherFacts: flagOf(item, 'gather_facts') ?? true,
    serial: readSerial(reading, item),
    become,
    layers: [...readVariableFiles(reading, item, directory), ...playVariables(reading, item)],
    tasks,
    handlers,
    span: item.span,
  };
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
