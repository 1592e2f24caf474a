import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/registry.ts';
import { createFinder } from '../../src/definition.ts';
import type { Bound, Definition } from '../../src/definition.ts';
import { ArgumentError } from '../../src/resource.ts';
import type { Arguments } from '../../src/resource.ts';
import { definitions } from '../../src/resources/registry.ts';
import { cannedFacts } from '../support/canned-facts.ts';
import type { CannedFacts } from '../support/canned-facts.ts';
import { parseCaseYaml } from '../support/case-yaml.ts';
import { readableChange, readableStep } from '../support/readable-steps.ts';

const finder = createFinder([...definitions, ...actions]);

/** Described in README.md beside this file. */
interface Case {
  readonly title: string;
  readonly args: Arguments;
  readonly observed?: CannedFacts;
  readonly changes?: readonly unknown[];
  readonly steps?: readonly unknown[];
  readonly facts?: unknown;
  readonly protects?: readonly string[];
  readonly guard?: unknown;
  readonly refused?: { readonly argument: string; readonly message: string; readonly hint?: string };
  readonly cannot?: string;
}

const root = new URL('.', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yml'))
  .sort();

describe.each(files)('%s', (file) => {
  const cases = parseCaseYaml(readFileSync(new URL(file, root), 'utf8')) as readonly Case[];
  test.each(cases)('$title', async (each) => {
    const kind = file.slice(0, file.indexOf('/'));
    const definition = finder.find(kind);
    if (definition === undefined) throw new Error(`no definition is called ${kind}`);
    if (each.refused)
      expect(refusal(definition, each.args)).toMatchObject({
        ...each.refused,
        message: including(each.refused.message),
      });
    else await check(definition.bind(each.args), each);
  });
});

function refusal(definition: Definition, args: Arguments): ArgumentError {
  try {
    definition.bind(args);
  } catch (error) {
    if (error instanceof ArgumentError) return error;
    throw error;
  }
  throw new Error('the arguments were not refused');
}

async function check(bound: Bound, each: Case): Promise<void> {
  const host = cannedFacts(each.observed ?? {});
  if (bound.type === 'action') {
    expect(await bound.guard(host)).toEqual(each.guard);
    return;
  }
  if (bound.type === 'reading') {
    expect(await bound.read(host)).toEqual(each.facts);
    return;
  }
  const inspecting = bound.inspect(host);
  if (each.cannot !== undefined) {
    await expect(inspecting.then((found) => found.steps())).rejects.toMatchObject({
      name: 'CannotConverge',
      message: including(each.cannot),
    });
    if (each.changes !== undefined) expect((await inspecting).changes.map(readableChange)).toEqual(each.changes);
    return;
  }
  const inspection = await inspecting;
  const { changes, facts } = inspection;
  expect({
    changes: changes.map(readableChange),
    steps: changes.length === 0 ? [] : inspection.steps().map(readableStep),
  }).toEqual({
    changes: each.changes,
    steps: each.steps ?? [],
  });
  if (each.facts !== undefined) expect(facts).toEqual(each.facts);
  if (each.protects !== undefined) expect(inspection.protection?.paths ?? []).toEqual(each.protects);
}

function including(part: string): unknown {
  return expect.stringContaining(part);
}
