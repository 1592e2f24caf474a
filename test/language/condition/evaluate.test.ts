import { describe, expect, test } from '@jest/globals';
import { evaluate, test as holds } from '../../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import type { Scope } from '../../../src/language/scope.ts';
import { PendingVariable } from '../../../src/language/scope.ts';
import { compileTemplate } from '../../../src/language/template.ts';
import { locatedText, pointed, problemsOf } from '../../support/located-text.ts';

const scope: Scope = {
  port: 80,
  name: 'web1',
  empty: '',
  nothing: null,
  flag: true,
  yes: 'yes',
  words: ['web', 'db'],
  os: { family: 'Debian', version: '12.4' },
  users: [{ name: 'ann', shell: '/bin/sh', groups: ['adm'] }, { name: 'bob' }],
  hostvars: { a: { ip: '198.18.0.1' }, b: { ip: '198.18.0.2' } },
  nested: [1, [2, [3, null]]],
  result: { rc: 0, changed: true, failed: false, stdout: 'nginx/1.22.1\n' },
  broken: { rc: 2, changed: false, failed: true },
};

const value = (text: string, more: Scope = {}): unknown =>
  evaluate(parseCondition(locatedText(text)), { ...scope, ...more });
const problems = (text: string): ReturnType<typeof problemsOf> => problemsOf(() => value(text));

describe('what Ansible adds to Jinja', () => {
  test.each([
    ["yes | bool and not ('off' | bool) and not ('x' | bool)", true],
    ["os.version is version('12', '>=')", true],
    ["'1.10' is version('1.9', '>') and '1.2' is version('1.2.1', 'lt')", true],
    ["os.version is version('12.4', 'ne')", false],
    ['result is changed and result is not failed and result is succeeded', true],
    ['broken is failed and broken is not success and broken is not skipped', true],
    ["name is match('web') and name is not match('eb')", true],
    ["name is search('b1$') and result.stdout is search('1.22.1$')", true],
    ["name is regex('^WEB', ignorecase=true)", true],
    [String.raw`result.stdout | regex_search('nginx/(\d+)\.(\d+)', '\\1', '\\2') == ['1', '22']`, true],
    [String.raw`result.stdout | regex_search('apache') is none`, true],
    [String.raw`'a1b22' | regex_replace('(?P<n>\d+)', '<\\g<n>>')`, 'a<1>b<22>'],
    [String.raw`'a1b22' | regex_findall('\d+')`, ['1', '22']],
    [String.raw`'10.0.0.1' | regex_escape`, String.raw`10\.0\.0\.1`],
    ["groups_of('x') if false else 'lazy'".replace("groups_of('x')", 'unknown_name'), 'lazy'],
    [
      'os | dict2items',
      [
        { key: 'family', value: 'Debian' },
        { key: 'version', value: '12.4' },
      ],
    ],
    ["[{'k': 'a', 'v': 1}] | items2dict('k', 'v')", { a: 1 }],
    ["os | combine({'family': 'x', 'new': 1})", { family: 'x', version: '12.4', new: 1 }],
    ["{'a': {'b': 1}} | combine({'a': {'c': 2}}, recursive=true)", { a: { b: 1, c: 2 } }],
    ["{'a': [1]} | combine({'a': [2]}, recursive=true, list_merge='append')", { a: [1, 2] }],
    ['nested | flatten', [1, 2, 3]],
    ['nested | flatten(1)', [1, 2, [3, null]]],
    ['[1, 2, 2] | union([3]) | difference([2])', [1, 3]],
    ['[1, 2, 3] | intersect([2, 3, 4]) | symmetric_difference([2])', [3]],
    ["['a', 'b'] | map('extract', hostvars, 'ip') | list", ['198.18.0.1', '198.18.0.2']],
    ["users | selectattr('shell', 'defined') | map(attribute='name') | join", 'ann'],
    ["users | map(attribute='shell', default='/bin/false') | list", ['/bin/sh', '/bin/false']],
    ["users | map(attribute='shell') | select('defined') | list", ['/bin/sh']],
    ["users | map(attribute='groups.0') | first", 'adm'],
    ["'//0.0.0.0:9090' | urlsplit('port')", 9090],
    ["('https://u:p@[2001:DB8::1]:8443/a/b?q=1#f' | urlsplit).hostname", '2001:db8::1'],
    ["'https://u:p@example.org/a/b?q=1#f' | urlsplit('username') ~ ('x' | urlsplit).path", 'ux'],
    ["'https://example.org' | urlsplit('port') is none", true],
    ["'/etc/ssh/sshd_config' | basename ~ '|' ~ '/etc/ssh/sshd_config' | dirname", 'sshd_config|/etc/ssh'],
    ["'web.conf' | splitext", ['web', '.conf']],
    [`'{"a": [1, true]}' | from_json`, { a: [1, true] }],
    [`{'a': [1, true, none, 'é']} | to_json`, String.raw`{"a": [1, true, null, "\u00e9"]}`],
    ["'héllo' | b64encode | b64decode", 'héllo'],
    ["'a' | hash('sha256') | length", 64],
    ["flag | ternary('on', 'off') ~ (empty | ternary('on', 'off'))", 'onoff'],
    ["'a,b,c' | split(',', 1)", ['a', 'b,c']],
    ["' a  b ' | split", ['a', 'b']],
    [`"it's" | quote`, String.raw`'it'\''s'`],
    ['[1, 2, 3] is superset([1]) and [1] is subset([1, 2]) and [1] is contains(1)', true],
    ['[true, 1] is all and [0, 1] is any', true],
    ['range(1, 7, 2) | list', [1, 3, 5]],
    ['[[1, 2], [3, 4]] | map("first") | list', [1, 3]],
    [
      "['a', 'b'] | zip([1, 2]) | list",
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ['port | string is string and port | type_debug == "number"', true],
  ])('%s', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });
});

describe('unknown variables', () => {
  test.each([
    ['prot == 80', 'prot', 'did you mean "port"?'],
    ["os.famly == 'x'", 'os.famly', 'did you mean "family"?'],
    ["name != 'x' and os.nope.deep", 'os.nope', undefined],
    ["users[7].name == 'x'", 'users[7]', undefined],
    ['null == nothing', 'null', 'write "none"'],
    ["users | map(attribute='shell') | join(',')", "users | map(attribute='shell') | join(',')", undefined],
    ['[] | first', '[] | first', 'write "| default(…)"'],
    ['(1 if not flag) == 1', '1 if not flag', undefined],
  ])('%s is an error at %s', (text, at, hint) => {
    const found = problems(text);
    expect(pointed(found)).toEqual([['unknown-variable', at]]);
    expect(found[0]?.hint).toBe(hint);
  });

  test.each([
    ['nope is defined or os.nope.deep is defined', false],
    ["nope | default('x')", 'x'],
    ["nope.deep[0] | default(other_nope) | default('y')", 'y'],
    ["empty | default('z', true)", 'z'],
    ["empty | default('z')", ''],
    ['nope is undefined and nothing is defined', true],
    ['flag or nope', true],
  ])('%s is allowed', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });

  test('own properties are the only ones', () => {
    for (const text of ['constructor', 'os.constructor', 'name.length', '__proto__', 'os.__proto__', 'words.map']) {
      expect(problems(text).map((each) => each.code)).toEqual(['unknown-variable']);
      expect(value(`${text} is defined`)).toBe(false);
    }
  });

  test('functions in the scope do not exist and are not called', () => {
    let calls = 0;
    const trap = (): number => (calls += 1);
    expect(value('trap is defined or os2.trap is defined', { trap, os2: { trap } })).toBe(false);
    expect(calls).toBe(0);
  });

  test('a variable whose own text is wrong says where it was used', () => {
    const own = locatedText('{{nope}}');
    const lazy = Object.defineProperty({}, 'lazy', { get: () => compileTemplate(own.value, own).render({}) }) as Scope;
    for (const text of ['1 == lazy', 'lazy.x is defined', 'lazy | default(1)']) {
      const found = problemsOf(() => evaluate(parseCondition(locatedText(text)), lazy));
      expect(found).toMatchObject([{ code: 'unknown-variable', related: [{ message: 'used here' }] }]);
      expect(pointed(found)).toEqual([['unknown-variable', 'nope']]);
    }
  });

  test('a variable that is not known yet is no unknown one', () => {
    const later = Object.defineProperty({}, 'later', {
      get: () => {
        throw new PendingVariable('later');
      },
    }) as Scope;
    for (const text of ['later', 'later is defined', "later.x | default('y')"]) {
      expect(() => evaluate(parseCondition(locatedText(text)), later)).toThrow(PendingVariable);
    }
  });
});

describe('values that do not go together', () => {
  test.each([
    ["name == 'x' or port > '5'", "port > '5'", 'compare numbers with numbers: "x | int"'],
    ["name + port == 'x'", 'name + port', 'write "a ~ b" to join texts, "x | int" to calculate'],
    ["'a' * 3 == 'aaa'", "'a' * 3", 'write "x | int" or "x | float"'],
    ['port / 0 > 1', 'port / 0', undefined],
    ["words ~ 'x' == 'y'", "words ~ 'x'", 'write "x | to_json" or "x | join(\',\')"'],
    ['2 ** 64 > 1', '2 ** 64', undefined],
    ['port in 80', 'port in 80', undefined],
    ['{1: 2} | length', '{1: 2}', undefined],
    ["words | map('nope') | list", "words | map('nope')", undefined],
    ["'x' | from_json", "'x' | from_json", undefined],
    [`'{"__proto__": 1}' | from_json`, `'{"__proto__": 1}' | from_json`, undefined],
    ["name is match('(')", "name is match('(')", undefined],
    ['range(1000000) | list', 'range(1000000)', undefined],
  ])('%s is an error at %s', (text, at, hint) => {
    const found = problems(text);
    expect(pointed(found)).toEqual([['condition-type', at]]);
    expect(found[0]?.hint).toBe(hint);
  });

  test('maps that a condition makes cannot reach prototypes', () => {
    expect(Object.getPrototypeOf(value("{'__proto__': {'polluted': 1}}"))).toBeNull();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('the result of a condition', () => {
  const result = (text: string): boolean => holds(parseCondition(locatedText(text)), scope);

  test('is true or false', () => {
    expect(result("port == 80 and 'web' in words")).toBe(true);
    expect(result('not flag')).toBe(false);
  });

  test.each([
    ['words', 'a condition must be true or false, not a list', 'write "words | length > 0"'],
    ['name', 'a condition must be true or false, not a string', 'write "name | length > 0"'],
    ['yes', 'a condition must be true or false, not a string', 'write "yes | bool"'],
    ['port', 'a condition must be true or false, not a number', 'write "port != 0"'],
    ['nothing', 'a condition must be true or false, not null', 'write "nothing is not none"'],
    ['words and os', 'a condition must be true or false, not a map', 'write "(words and os) | length > 0"'],
  ])('%s is neither', (text, message, hint) => {
    expect(problemsOf(() => result(text))).toMatchObject([{ code: 'condition-type', message, hint }]);
  });
});

test('a hundred thousand conditions are tested in seconds', () => {
  const condition = parseCondition(
    locatedText("port == 80 and os.family in ['Debian', 'Ubuntu'] and nope is not defined"),
  );
  const started = performance.now();
  for (let index = 0; index < 100_000; index += 1) holds(condition, scope);
  expect(performance.now() - started).toBeLessThan(5_000);
});
