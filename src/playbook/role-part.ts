import { dirname, join } from 'node:path';
import type { Span } from '../diagnostics/span.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { VariableLayer } from '../inventory/model.ts';
import type { Located } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { layerOf } from './fields.ts';
import type { Surroundings, Task } from './model.ts';
import { readFile, report } from './reading.ts';
import type { Reading } from './reading.ts';
import { sealedFile } from './sealed-file.ts';

/** One part of a role, in its main file or in another that a call names by `tasks_from` and the like. */
export interface RolePart {
  /** Directory of the role. */
  readonly role: string;
  readonly name: 'tasks' | 'handlers' | 'defaults' | 'vars' | 'meta' | 'arguments';
  /** With or without `.yml`. */
  readonly from?: { readonly file: string; readonly span: Span } | undefined;
}

/** The part's content; nothing when the role has no such part. That a named file does not exist is reported. */
export function readPart(
  reading: Reading,
  part: RolePart,
): { readonly value: Located; readonly directory: string } | undefined {
  for (const file of partFiles(part)) {
    const read = readFile(reading, file);
    if (read !== undefined) return { value: read.value, directory: dirname(file) };
  }
  reportMissing(reading, part);
  return undefined;
}

export function readTasksOfPart(
  reading: Reading,
  part: RolePart & { readonly name: 'tasks' | 'handlers' },
  around: Surroundings,
): readonly Task[] {
  const read = readPart(reading, part);
  return read === undefined ? [] : reading.readTasks(read.value, { ...around, directory: read.directory }, part.name);
}

export function readVariablesOfPart(
  reading: Reading,
  part: RolePart & { readonly name: 'defaults' | 'vars' },
  origin: string,
): readonly VariableLayer[] {
  const level = part.name === 'defaults' ? 'role defaults' : 'role';
  const file = partFiles(part).find((each) => reading.sources.readText(each) !== undefined);
  const sealed = file === undefined ? undefined : sealedFile(reading, file, { origin, level });
  if (sealed !== undefined) return [sealed];
  const value = readPart(reading, part)?.value;
  if (value === undefined) return [];
  if (value.type !== 'map') {
    report(reading, 'wrong-type', `${origin} must be a map of variables`, value.span);
    return [];
  }
  reading.diagnostics.push(...prepare(value));
  return layerOf(origin, level, value);
}

function partFiles({ role, name, from }: RolePart): readonly string[] {
  const main = [`${name}.yml`, `${name}/main.yml`, `${name}.yaml`, `${name}/main.yaml`];
  const named = from && [`${name}/${from.file}`, `${name}/${from.file}.yml`, `${name}/${from.file}.yaml`];
  return (named ?? main).map((file) => join(role, file));
}

function reportMissing(reading: Reading, { role, name, from }: RolePart): void {
  if (from === undefined) return;
  const { sources } = reading;
  if (partFiles({ role, name, from }).some((file) => sources.readText(file) !== undefined)) return;
  const directory = join(role, name);
  const known = sources.list(directory).map((each) => each.replace(/\.ya?ml$/, ''));
  const hint = didYouMean(from.file, known) ?? `searched in ${sources.show(directory)}`;
  report(reading, 'file-missing', `the role has no ${name} called "${from.file}"`, from.span, hint);
}
