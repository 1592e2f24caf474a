import { spawnSync } from 'node:child_process';
import { describe, expect, jest, test } from '@jest/globals';
import { actions } from '../../src/actions/registry.ts';
import type { ArgumentSchema } from '../../src/arguments.ts';
import { createFinder } from '../../src/definition.ts';
import type { Bound, Definition, Inspection } from '../../src/definition.ts';
import { armScript } from '../../src/engine/guard/arm-script.ts';
import { stepRequest } from '../../src/engine/step-request.ts';
import type { FactReader } from '../../src/fact.ts';
import { argumentsJsonSchema } from '../../src/playbook/arguments.ts';
import { ArgumentError } from '../../src/resource.ts';
import type { Step } from '../../src/resource.ts';
import { definitions } from '../../src/resources/registry.ts';
import type { Command } from '../../src/shell.ts';
import { readExample } from '../support/example-arguments.ts';
import type { ExampleTask } from '../support/example-arguments.ts';
import { runFact, shells } from '../support/run-fact.ts';

// Package managers take their time to look at a machine.
jest.setTimeout(60_000);

const all = [...definitions, ...actions];

test('every name means one thing', () => {
  const names = all.flatMap(({ kind, aliases }) => [kind, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('kinds are found by their names, with or without the collections of Ansible', () => {
  const { find } = createFinder(all);
  for (const definition of all)
    for (const name of [definition.kind, ...definition.aliases])
      for (const prefix of ['', 'ansible.builtin.', 'ansible.posix.', 'community.general.'])
        expect(find(`${prefix}${name}`)).toBe(definition);
  expect(find('ansible.builtin.constructor')).toBeUndefined();
});

describe.each(all.map((definition) => [definition.kind, definition] as const))('%s', (kind, definition) => {
  const { schema } = definition;

  test('its kind is a word of the playbook', () => {
    expect(kind).toMatch(/^[a-z][a-z_]*$/);
  });

  test('it and all its arguments are described', () => {
    const texts = [['summary', schema.summary] as const, ...describedArguments(schema.properties, '')];
    expect(texts.filter(([, text]) => !/^\S.*[.!?`)]$/s.test(text))).toEqual([]);
  });

  test('its schema names only arguments that exist', () => {
    const known = Object.keys(schema.properties);
    const named = [
      ...(schema.required ?? []),
      ...(schema.oneOf ?? []).flat(),
      ...(schema.freeForm ? [schema.freeForm] : []),
    ];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
    const names = Object.entries(schema.properties).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(JSON.parse(JSON.stringify(argumentsJsonSchema(schema)))).toEqual(argumentsJsonSchema(schema));
  });

  test('there is an example', () => {
    expect(schema.examples.length).toBeGreaterThan(0);
  });

  const examples = schema.examples.map((text) => [text.split('\n', 1).join(), text] as const);
  test.each(examples)('its example is what a user may write: %s', async (_, text) => {
    const { diagnostics, tasks } = readExample(definition, text);
    expect(
      diagnostics.map(({ message, span }) => [message, span && span.source.text.slice(span.start, span.end)]),
    ).toEqual([]);
    expect(tasks.length).toBeGreaterThan(0);
    for (const task of tasks) await tryOut(definition, task);
  });
});

function describedArguments(
  properties: Readonly<Record<string, ArgumentSchema>>,
  path: string,
): readonly (readonly [string, string])[] {
  return Object.entries(properties).flatMap(([name, argument]) => [
    [path + name, argument.description] as const,
    ...describedArguments(argument.properties ?? {}, `${path}${name}.`),
    ...describedArguments(argument.items?.properties ?? {}, `${path}${name}[].`),
  ]);
}

const accounts = new Set(['user', 'authorized_key']);

/** Binds it and lets it look at this machine; every script on the way must be one for any shell. Nothing is changed. */
async function tryOut(definition: Definition, task: ExampleTask): Promise<void> {
  const bound = bind(definition, task);
  if (bound === undefined) return;
  if (bound.type === 'action') {
    expect(['controller', 'host']).toContain(bound.where);
    return;
  }
  const scripts: Command[] = [];
  const inspect = (host: FactReader): Promise<Inspection> =>
    bound.type === 'resource'
      ? bound.inspect(host)
      : bound.read(host).then((facts) => ({
          changes: [],
          facts,
          steps: () => [],
          protection: undefined,
          reversal: undefined,
          settles: false,
        }));
  const reader: FactReader = {
    read: (kind, key) => {
      scripts.push(kind.script([key]));
      const [value] = runFact(kind, [key]);
      return Promise.resolve(value as never);
    },
  };
  try {
    const inspection = await inspect(reader);
    expect(JSON.parse(JSON.stringify(inspection.changes))).toEqual(inspection.changes);
    if (inspection.changes.length > 0) {
      scripts.push(...inspection.steps().flatMap(scriptsOf));
      const { protection } = inspection;
      // What can cut us off says how it is undone; an account does only when this session has logged in with it.
      const carriesRisk = bound.type === 'resource' && bound.risk !== undefined;
      if (!accounts.has(definition.kind) || !carriesRisk) expect(protection !== undefined).toBe(carriesRisk);
      if (protection !== undefined)
        scripts.push(armScript({ token: 'x', runtime: '/r', state: '/s', units: '/u', seconds: 60, protection }));
    }
  } catch (error) {
    // This machine may be one where the example cannot hold.
    expect(error).toMatchObject({ name: expect.stringMatching(/^(CannotConverge|FactError)$/) });
  }
  expect(scripts.length).toBeGreaterThan(0);
  const broken = scripts.flatMap(({ text }) => shells.map(([, shell]) => syntaxError(shell, text)));
  expect(broken.filter((message) => message !== '')).toEqual([]);
}

function scriptsOf(step: Step): readonly Command[] {
  if (step.type === 'exchange') return [step.ask, step.finish];
  return step.type === 'upload' ? [] : [stepRequest(step).script];
}

/** Nothing when only the stand-in for what a template gives was refused. */
function bind(definition: Definition, { args, templated }: ExampleTask): Bound | undefined {
  try {
    return definition.bind(args);
  } catch (error) {
    if (error instanceof ArgumentError && templated.includes(error.argument)) return undefined;
    throw error;
  }
}

function syntaxError([program = '', ...words]: readonly string[], script: string): string {
  const done = spawnSync(program, [...words, '-n'], { input: script, env: { ...process.env, LC_ALL: 'C' } });
  return done.status === 0 ? '' : `${program}: ${done.stderr.toString()}`;
}
