import { defineReading } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileDigest } from '../facts/file-digest.ts';
import { foundFiles } from '../facts/found-files.ts';
import type { FindQuestion } from '../facts/found-files.ts';
import type { ListedFile } from '../facts/listed-file.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';
import { filePath } from '../resources/file-path.ts';
import { pythonRegExp } from '../resources/python-regexp.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { describeFile } from './describe-file.ts';
import { findArguments } from './find-arguments.ts';

interface Wanted {
  readonly questions: readonly FindQuestion[];
  /** Of names; one must match, and none of the excluded ones. */
  readonly expressions: readonly RegExp[];
  readonly excluded: readonly RegExp[];
  readonly checksum: boolean;
}

export const find = defineReading<Wanted>({
  kind: 'find',
  schema: findArguments,
  wanted: (given) => {
    const args = readArguments(given, findArguments);
    const patterns = args.texts('patterns') ?? [];
    const excludes = args.texts('excludes') ?? [];
    const regex = args.flag('use_regex') === true;
    const age = args.text('age');
    const size = args.text('size');
    const question: Omit<FindQuestion, 'path'> = {
      type: (args.text('file_type') ?? 'file') as FindQuestion['type'],
      depth: args.flag('recurse') === true ? args.integer('depth') : 1,
      names: regex ? [] : patterns,
      excludedNames: regex ? [] : excludes,
      hidden: args.flag('hidden') ?? false,
      follow: args.flag('follow') ?? false,
      age:
        age === undefined
          ? undefined
          : { stamp: (args.text('age_stamp') ?? 'mtime').charAt(0) as 'a' | 'c' | 'm', minutes: minutes(age) },
      size: size === undefined ? undefined : amount('size', size, sizes),
      contains: args.text('contains'),
      limit: args.integer('limit') ?? 1000,
    };
    return {
      questions: (args.texts('paths') ?? []).map((path) => ({ ...question, path: filePath('paths', path) })),
      expressions: regex ? patterns.map((each) => pythonRegExp('patterns', `(?:${each})`)) : [],
      excluded: regex ? excludes.map((each) => pythonRegExp('excludes', `(?:${each})`)) : [],
      checksum: args.flag('get_checksum') ?? false,
    };
  },
  read: search,
});

async function search({ questions, expressions, excluded, checksum }: Wanted, host: FactReader): Promise<Arguments> {
  const answers = await Promise.all(questions.map((question) => host.read(foundFiles, question)));
  const listed = answers.flatMap(({ files }) => files).filter((file) => fits(file, expressions, excluded));
  const digests = await Promise.all(
    listed.map(async (file) => (checksum && file.type === 'file' ? host.read(fileDigest, file.path) : undefined)),
  );
  const skipped = answers.flatMap(({ place }, at): [string, string][] =>
    place === 'directory' ? [] : [[questions[at]?.path ?? '', place]],
  );
  return {
    files: listed.map((file, at) => {
      const digest = digests[at];
      return { ...describeFile(file), ...(digest !== undefined && { checksum: digest }) };
    }),
    matched: listed.length,
    truncated: answers.some(({ more }) => more),
    skipped_paths: Object.fromEntries(skipped),
  };
}

/** As Python's `re.match` on the name alone: from its start. */
function fits({ path }: ListedFile, expressions: readonly RegExp[], excluded: readonly RegExp[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const matches = (expression: RegExp): boolean => expression.exec(name)?.index === 0;
  return (expressions.length === 0 || expressions.some(matches)) && !excluded.some(matches);
}

function minutes(text: string): number {
  const seconds = amount('age', text, ages);
  // Rounded away from nothing, so that `-30s` still means the last minute.
  return Math.sign(seconds) * Math.ceil(Math.abs(seconds) / 60);
}

function amount(argument: string, text: string, units: Readonly<Record<string, number>>): number {
  const [, number, unit = ''] = /^(-?\d{1,12})\s*([a-z]?)$/i.exec(text) ?? [];
  const factor = units[unit.toLowerCase()];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  const known = Object.keys(units)
    .filter((each) => each !== '')
    .join(', ');
  throw new ArgumentError(argument, `${JSON.stringify(text)} is not understood`, `a whole number and one of ${known}`);
}

const ages = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const sizes = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };
