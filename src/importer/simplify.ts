import { systemFactNames } from '../facts/system-fact-names.ts';
import { Cannot } from './cannot.ts';
import type { JinjaArguments, JinjaExpression } from './jinja/model.ts';

/**
 * The same expression without Python's methods, which become filters and tests, and with Ansible's facts under `facts`.
 * @throws Cannot for what has no counterpart
 */
export function simplify(expression: JinjaExpression): JinjaExpression {
  switch (expression.type) {
    case 'literal':
      return expression;
    case 'list':
      return { type: 'list', items: expression.items.map(simplify) };
    case 'map':
      return { type: 'map', entries: expression.entries.map(([key, value]) => [simplify(key), simplify(value)]) };
    case 'variable':
      return variable(expression);
    case 'member':
      return member(expression);
    case 'slice': {
      const { from, to } = expression;
      return {
        type: 'slice',
        object: simplify(expression.object),
        from: from && simplify(from),
        to: to && simplify(to),
      };
    }
    case 'unary':
      return { ...expression, operand: simplify(expression.operand) };
    case 'binary':
      return { ...expression, left: simplify(expression.left), right: simplify(expression.right) };
    case 'conditional': {
      const { then, test, otherwise } = expression;
      return {
        type: 'conditional',
        test: simplify(test),
        then: simplify(then),
        otherwise: otherwise && simplify(otherwise),
      };
    }
    case 'filter':
      return (
        knownFact(expression) ??
        filter({ ...expression, input: simplify(expression.input), ...simpleArguments(expression) })
      );
    case 'test':
      return { ...expression, input: simplify(expression.input), ...simpleArguments(expression) };
    case 'call':
      return call({ ...expression, ...simpleArguments(expression) });
    case 'method':
      return method(expression.name, simplify(expression.object), simpleArguments(expression));
  }
}

function simpleArguments({ args, named }: JinjaArguments): JinjaArguments {
  return { args: args.map(simplify), named: named.map(([name, value]) => [name, simplify(value)]) };
}

/** What a lookup reads is judged only when it is evaluated: too late for a run. */
function call(expression: Extract<JinjaExpression, { type: 'call' }>): JinjaExpression {
  const { name, args } = expression;
  if (name !== 'lookup' && name !== 'query' && name !== 'q') return expression;
  const kind =
    args[0]?.type === 'literal' ? String(args[0].value).replace(/^ansible\.builtin\./, '') : 'whose kind is a variable';
  if (name === 'lookup' && (kind === 'env' || kind === 'file')) return expression;
  throw new Cannot(`the lookup ${kind}`);
}

const factNames: ReadonlySet<string> = new Set(systemFactNames.map((each) => each.name));
const factsVariable: JinjaExpression = { type: 'variable', name: 'facts' };

function variable(expression: Extract<JinjaExpression, { type: 'variable' }>): JinjaExpression {
  const { name } = expression;
  if (name === 'ansible_managed') return literal('Ansible managed');
  if (name === 'ansible_facts') return factsVariable;
  if (name === 'ansible_role_name') return { type: 'variable', name: 'role_name' };
  if (!name.startsWith('ansible_') || connection.test(name)) return expression;
  return fact(name.slice('ansible_'.length));
}

/** A fact that every host has needs no `default`, which may name one that is not known here. */
function knownFact({ name, input }: Extract<JinjaExpression, { type: 'filter' }>): JinjaExpression | undefined {
  const isDefault = (name === 'default' || name === 'd') && input.type === 'variable';
  return isDefault && factNames.has(input.name.replace(/^ansible_/, '')) && input.name.startsWith('ansible_')
    ? variable(input)
    : undefined;
}

/** Variables that are no facts: how hosts are reached, and what Ansible says of the run. */
const connection =
  /^ansible_(host|port|user|connection|password|check_mode|play_hosts|become\w*|ssh_\w+|sudo_\w+|private_key_file|python_interpreter|shell_\w+)$/;

function fact(name: string): JinjaExpression {
  if (factNames.has(name)) return { type: 'member', object: factsVariable, key: literal(name) };
  throw new Cannot(`the fact ${name}`);
}

function member({ object, key }: Extract<JinjaExpression, { type: 'member' }>): JinjaExpression {
  if (object.type === 'variable' && object.name === 'ansible_facts' && key.type === 'literal') {
    return fact(String(key.value).replace(/^ansible_/, ''));
  }
  return { type: 'member', object: simplify(object), key: simplify(key) };
}

function filter(expression: Extract<JinjaExpression, { type: 'filter' }>): JinjaExpression {
  const { name, input, args } = expression;
  if (name === 'comment' && args.length === 0 && input.type === 'literal' && typeof input.value === 'string') {
    return literal(`#\n# ${input.value}\n#`);
  }
  const [query] = args;
  if (name === 'ipaddr' && args.length === 1 && query?.type === 'literal') {
    const wanted = addressQueries.get(String(query.value));
    if (wanted !== undefined) return asFilter(wanted, input, []);
    throw new Cannot(`ipaddr('${String(query.value)}')`);
  }
  return expression;
}

const addressQueries = new Map([
  ['network', 'cidr_network'],
  ['netmask', 'cidr_netmask'],
  ['broadcast', 'cidr_broadcast'],
  ['prefix', 'cidr_prefix'],
  ['address', 'cidr_address'],
]);

function method(name: string, object: JinjaExpression, { args, named }: JinjaArguments): JinjaExpression {
  const [first, second] = args;
  if (named.length > 0) throw new Cannot(`the method ${name}() with named arguments`);
  switch (name) {
    case 'split':
    case 'replace':
    case 'lower':
    case 'upper':
    case 'capitalize':
      return asFilter(name, object, args);
    case 'strip':
      return asFilter('trim', object, args);
    case 'join':
      return first ? asFilter('join', first, [object]) : tooFew(name);
    case 'keys':
      return asFilter('list', object, []);
    case 'items':
      return asFilter('dictitems', object, []);
    case 'values':
      return { ...asFilter('map', asFilter('dict2items', object, []), []), named: [['attribute', literal('value')]] };
    case 'get': {
      if (!first) return tooFew(name);
      const found: JinjaExpression = { type: 'member', object, key: first };
      return asFilter('default', found, [second ?? literal(null)]);
    }
    case 'startswith':
      return asTest('match', object, literal(escaped(name, first)));
    case 'endswith':
      return asTest('search', object, literal(`${escaped(name, first)}\\Z`));
    default:
      throw new Cannot(`the method ${name}()`);
  }
}

function tooFew(name: string): never {
  throw new Cannot(`the method ${name}() without arguments`);
}

function escaped(method: string, argument: JinjaExpression | undefined): string {
  if (argument?.type === 'literal' && typeof argument.value === 'string') {
    return argument.value.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  }
  throw new Cannot(`the method ${method}() of what is not written out`);
}

function literal(value: string | null): JinjaExpression {
  return { type: 'literal', value };
}

function asFilter(
  name: string,
  input: JinjaExpression,
  args: readonly JinjaExpression[],
): Extract<JinjaExpression, { type: 'filter' }> {
  return { type: 'filter', name, input, args, named: [] };
}

function asTest(name: string, input: JinjaExpression, argument: JinjaExpression): JinjaExpression {
  return { type: 'test', name, negated: false, input, args: [argument], named: [] };
}
