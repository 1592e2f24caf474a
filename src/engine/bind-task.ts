import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Bound, Definition } from '../definition.ts';
import type { ArgumentSchema, Destination, Evaluated } from '../arguments.ts';
import { evaluate, test } from '../language/condition/evaluate.ts';
import { parseCondition } from '../language/condition/parse.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { render } from '../language/render.ts';
import { validatePlain } from '../language/schema.ts';
import type { Scope } from '../language/scope.ts';
import { renderedJsonSchema } from '../playbook/arguments.ts';
import { holdsAssets } from '../playbook/assets-in.ts';
import { argumentProblem, judgementProblems } from '../playbook/check-bound.ts';
import type { Task } from '../playbook/model.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments, Data } from '../resource.ts';
import type { HostContext } from './context.ts';

/**
 * Renders a task's arguments for one host and item, checks the values that templates gave, reads the assets they name
 * and binds the kind to them.
 * @throws InputError, located at the argument
 */
export function bindTask(context: HostContext, task: Task, scope: Scope): Bound {
  const definition = context.find(task.kind);
  const { templates, expressions } = splitArguments(definition, task.args);
  const rendered = withoutOmitted(render(templates, scope) as Arguments);
  const problems = validatePlain(renderedJsonSchema(definition.schema), rendered);
  if (problems.length > 0)
    throw new InputError(
      problems.map((each) =>
        problem(each.code, `${task.kind}: ${each.message}`, argumentSpan(task, each.path[0]), hintOf(each)),
      ),
    );
  const bound = bind(definition, task, {
    ...withAssets(context, definition, task, rendered, scope),
    ...evaluateAll(definition, expressions, scope),
  });
  const wrong = judgementProblems(task, bound);
  if (wrong.length > 0) throw new InputError(wrong);
  return bound;
}

interface SplitArguments {
  readonly templates: LocatedMap;
  readonly expressions: readonly LocatedEntry[];
}

/** Expressions are evaluated, everything else is rendered. The same for all hosts. */
function splitArguments(definition: Definition, args: LocatedMap): SplitArguments {
  let found = split.get(args);
  if (found === undefined) split.set(args, (found = splitNow(definition, args)));
  return found;
}

const split = new WeakMap<LocatedMap, SplitArguments>();

function splitNow(definition: Definition, args: LocatedMap): SplitArguments {
  const isExpression = ({ key }: LocatedEntry): boolean => definition.schema.properties[key]?.expression !== undefined;
  return {
    templates: { ...args, entries: args.entries.filter((entry) => !isExpression(entry)) },
    expressions: args.entries.filter(isExpression),
  };
}

function evaluateAll(definition: Definition, entries: readonly LocatedEntry[], scope: Scope): Arguments {
  const evaluated = entries.map(({ key, value }): readonly [string, Evaluated | readonly Evaluated[]] => {
    const kind = definition.schema.properties[key]?.expression;
    if (value.type !== 'list') return [key, evaluateOne(value, kind, scope)];
    return [key, value.items.map((item) => evaluateOne(item, kind, scope))];
  });
  // Whatever an expression gives is handed on as it is; the action says what it can use.
  return Object.fromEntries(evaluated) as unknown as Arguments;
}

function evaluateOne(item: Located, kind: ArgumentSchema['expression'], scope: Scope): Evaluated {
  if (item.type !== 'scalar') throw new InputError([problem('wrong-type', 'an expression is a text', item.span)]);
  const condition = parseCondition(item);
  return {
    expression: condition.text,
    value: kind === 'condition' ? test(condition, scope) : evaluate(condition, scope),
  };
}

/** What `default(omit)` gives: the argument is as if it had not been written. */
export const omit: unique symbol = Symbol('omit');

function withoutOmitted(args: Arguments): Arguments {
  const omitted: unknown = omit;
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== omitted));
}

function withAssets(
  context: HostContext,
  definition: Definition,
  task: Task,
  args: Arguments,
  scope: Scope,
): Arguments {
  const assets = Object.entries(definition.schema.properties).flatMap(([name, property]) => {
    const value = args[name];
    if (property.destination === true && typeof value === 'string')
      return [[name, destination(context, task, name, value) as unknown as Data] as const];
    if (property.authority === true && typeof value === 'string')
      return [[name, context.assets.authority(value, argumentSpan(task, name)) as unknown as Data] as const];
    if (value === undefined || !holdsAssets(property)) return [];
    if (property.assetUnless !== undefined && args[property.assetUnless] === true) return [];
    const read = (kind: NonNullable<ArgumentSchema['asset']>, file: string): Data =>
      context.assets.read(task, kind, file, argumentSpan(task, name), scope) as unknown as Data;
    return [[name, assetsRead(property, value, read)] as const];
  });
  return { ...args, ...Object.fromEntries(assets) };
}

/** An argument with every name of a file in it replaced by the file. */
function assetsRead(
  property: ArgumentSchema,
  value: Data,
  read: (kind: NonNullable<ArgumentSchema['asset']>, file: string) => Data,
): Data {
  const { asset, items, properties = {} } = property;
  if (asset !== undefined) return typeof value === 'string' ? read(asset, value) : value;
  if (isList(value)) return items === undefined ? value : value.map((item) => assetsRead(items, item, read));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return [key, schema === undefined ? inner : assetsRead(schema, inner, read)];
    }),
  );
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

/** What a host says may be part of a place on the controller, but must not lead out of the written one. */
function destination(context: HostContext, task: Task, name: string, value: string): Destination {
  const written = entryOf(task.args, name)?.value;
  const steps = (text: unknown): number =>
    String(text)
      .split('/')
      .filter((part) => part === '..').length;
  if (written?.type !== 'scalar' || steps(value) > steps(written.value) || value.includes('\0'))
    throw new InputError([
      problem('bad-value', `"${name}" was given a value that holds ".."`, argumentSpan(task, name), {
        hint: 'what a host says must not lead out of the directory that is written in the playbook',
      }),
    ]);
  return { path: context.assets.place(value), host: context.host };
}

function bind(definition: Definition, task: Task, args: Arguments): Bound {
  try {
    return definition.bind(args);
  } catch (error) {
    throw error instanceof ArgumentError ? new InputError([argumentProblem(task, error)]) : error;
  }
}

function argumentSpan(task: Task, name: string | undefined): Task['span'] {
  return (name === undefined ? undefined : entryOf(task.args, name)?.value.span) ?? task.span;
}

function hintOf({ hint }: { readonly hint?: string | undefined }): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}
