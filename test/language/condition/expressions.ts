import fc from 'fast-check';

/** Variables that generated expressions use; `missing` is none of them. */
export const judgedScope = {
  num: 7,
  zero: 0,
  ratio: 2.5,
  text: 'Debian 12',
  word: 'web',
  empty: '',
  flag: true,
  off: false,
  nothing: null,
  ports: [80, 443, 8080, 80],
  words: ['web', 'Db', 'app', 'web'],
  none_at_all: [],
  os: { family: 'Debian', version: { major: 12 } },
  users: [
    { name: 'ann', uid: 1000, admin: true },
    { name: 'Bob', uid: 1001, admin: false },
  ],
};

type Text = fc.Arbitrary<string>;

const comparisons = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');

const { kinds } = fc.letrec<Record<Kind, string>>((tie) => ({
  integer: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.integer({ min: 0, max: 30 }).map(String),
    fc.constantFrom(
      'num',
      'zero',
      'ports[0]',
      'ports[-1]',
      'os.version.major',
      "os['version']['major']",
      '0x1F',
      '1_000',
    ),
    binary(tie('integer'), fc.constantFrom('+', '-', '*', '//', '%'), tie('integer')),
    fc.tuple(fc.constantFrom('-', '+'), tie('integer')).map(([sign, value]) => `${sign}(${value})`),
    filtered(tie('list'), fc.constantFrom('length', 'count')),
    filtered(tie('text'), fc.constantFrom('length', 'int', 'int(7)')),
    filtered(tie('number'), fc.constant('int')),
    filtered(tie('integers'), fc.constantFrom('sum', 'max', 'min', 'first', 'last')),
    ternary(tie('integer'), tie('truth')),
  ),
  number: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    tie('integer'),
    fc.constantFrom('1.5', '0.1', '1e3', '2.5e-1', 'ratio', 'flag'),
    binary(tie('number'), fc.constantFrom('+', '-', '*', '/', '//', '%'), tie('number')),
    fc.tuple(tie('integer'), fc.constantFrom('2', '3', '-1', '0.5')).map(([base, power]) => `(${base}) ** ${power}`),
    filtered(tie('number'), fc.constantFrom('abs', 'round', 'round(1)', "round(1, 'floor')", "round(0, 'ceil')")),
    filtered(tie('text'), fc.constant('float')),
  ),
  text: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom('text', 'word', 'empty', 'words[0]', 'os.family', "'a' 'b'", "'12'", "' 3.5 '", 'users[0].name'),
    fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '\\', "'", 'n', 'x', '4', '-') }).map(quoted),
    binary(tie('text'), fc.constantFrom('+', '~'), tie('text')),
    binary(
      fc.oneof(tie('integer'), tie('truth'), tie('text'), fc.constant('nothing')),
      fc.constant('~'),
      tie('integer'),
    ),
    filtered(
      tie('text'),
      fc.constantFrom(
        'upper',
        'lower',
        'trim',
        'capitalize',
        "replace('b', 'XX')",
        "replace('a', '', 1)",
        'reverse',
        'string',
        "trim('we')",
      ),
    ),
    filtered(tie('words'), fc.constantFrom("join(',')", 'join', 'first', 'last', 'max', 'min')),
    filtered(tie('integers'), fc.constantFrom("join('-')", 'first | string')),
    fc.tuple(tie('text'), tie('integer'), tie('integer')).map(([text, from, to]) => `(${text})[${from}:${to}]`),
    fc.constantFrom(
      "missing | default('x')",
      "os.missing.deep | default('y')",
      "empty | default('z', true)",
      "empty | d('z')",
    ),
    ternary(tie('text'), tie('truth')),
  ),
  integers: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom(
      'ports',
      'none_at_all',
      '[1, 2, 3]',
      '(1, 2) | list',
      "users | map(attribute='uid') | list",
      'range(4) | list',
    ),
    fc.array(tie('integer'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    filtered(tie('integers'), fc.constantFrom('sort', 'sort(reverse=true)', 'unique | list', 'reverse | list', 'list')),
    filtered(
      tie('integers'),
      fc.constantFrom("select('gt', 80) | list", "reject('odd') | list", "map('abs') | list", 'select | list'),
    ),
    fc.tuple(tie('integers'), tie('integer')).map(([list, from]) => `(${list} | list)[${from}:]`),
  ),
  words: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom('words', '[]', "['a', 'b']", "users | map(attribute='name') | list", 'os | list'),
    fc.constantFrom(
      "users | selectattr('admin') | map(attribute='name') | list",
      "users | rejectattr('uid', 'ge', 1001) | map(attribute='name') | list",
    ),
    fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    filtered(
      tie('words'),
      fc.constantFrom(
        'sort',
        'sort(true, true)',
        'unique | list',
        'unique(true) | list',
        "map('upper') | list",
        "select('eq', 'web') | list",
      ),
    ),
    filtered(tie('text'), fc.constant('list')),
  ),
  list: fc.oneof(tie('integers'), tie('words')),
  truth: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom('true', 'false', 'True', 'flag', 'off', 'users[1].admin'),
    binary(tie('number'), comparisons, tie('number')),
    binary(tie('text'), comparisons, tie('text')),
    binary(tie('any'), fc.constantFrom('==', '!=', 'in', 'not in', '<', 'and', 'or'), tie('any')),
    binary(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')),
    fc
      .tuple(tie('integer'), comparisons, tie('integer'), comparisons, tie('integer'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('any').map((value) => `not (${value})`),
    binary(tie('text'), fc.constantFrom('in', 'not in'), fc.oneof(tie('text'), tie('words'), fc.constant('os'))),
    tested(
      tie('any'),
      fc.constantFrom(
        'string',
        'number',
        'none',
        'boolean',
        'mapping',
        'iterable',
        'sequence',
        'true',
        'false',
        'defined',
      ),
    ),
    tested(
      tie('integer'),
      fc.constantFrom('even', 'odd', 'divisibleby 3', 'divisibleby(num)', 'integer', 'eq 7', 'in [1, 2]', 'in ports'),
    ),
    tested(tie('text'), fc.constantFrom('lower', 'upper', "eq('web')", "in 'webserver'")),
    fc.constantFrom(
      'missing is defined',
      'os.missing is undefined',
      'os.family is not defined',
      'missing.a[0] is defined',
    ),
  ),
  any: fc.oneof(
    tie('integer'),
    tie('number'),
    tie('text'),
    tie('list'),
    tie('truth'),
    fc.constantFrom(
      'none',
      'nothing',
      'os',
      'users[0]',
      'missing',
      'os.nope',
      'ports[9]',
      '{}',
      "{'a': 1}",
      'users[0].name.nope',
    ),
    fc.constantFrom('1 +', 'num num', '(1', '[1, 2', "{'a' 1}", 'text |', 'text is', '1 ! 2', "'open", 'a.', '7 = 7'),
    fc.constantFrom(
      '-1 | abs',
      '2 ** 3 ** 2',
      'not flag == off',
      '1 ~ 2 + 3',
      '-ratio | abs',
      '1 if off',
      'num is even is true',
      "'a' in 'abc' in ['abc']",
    ),
  ),
  kinds: fc.oneof(tie('any'), tie('truth'), tie('truth')),
}));

type Kind = 'integer' | 'number' | 'text' | 'integers' | 'words' | 'list' | 'truth' | 'any' | 'kinds';

/** Expressions of the shared subset, mostly well-typed, some that are no expressions at all. */
export const expressions: fc.Arbitrary<string> = kinds;

function binary(left: Text, operator: Text, right: Text): Text {
  return fc.tuple(left, operator, right).map(([a, sign, b]) => `(${a}) ${sign} (${b})`);
}

function filtered(input: Text, filter: Text): Text {
  return fc.tuple(input, filter).map(([value, name]) => `(${value}) | ${name}`);
}

function tested(input: Text, test: Text): Text {
  return fc.tuple(input, fc.constantFrom('is', 'is not'), test).map(([value, is, name]) => `(${value}) ${is} ${name}`);
}

function ternary(value: Text, truth: Text): Text {
  return fc.tuple(value, truth, value).map(([a, test, b]) => `(${a}) if (${test}) else (${b})`);
}

function quoted(text: string): string {
  return `"${text}"`;
}
