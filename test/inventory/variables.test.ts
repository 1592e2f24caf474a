import { describe, expect, test } from '@jest/globals';
import { test as holds } from '../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../src/language/condition/parse.ts';
import { PendingVariable } from '../../src/language/scope.ts';
import { createHostvars } from '../../src/inventory/hostvars.ts';
import { precedence } from '../../src/inventory/precedence.ts';
import type { PrecedenceLevel } from '../../src/inventory/precedence.ts';
import { locatedText, problemsOf } from '../support/located-text.ts';
import { host, inventoryOf, layer, scopeOf } from './layers.ts';

describe('precedence', () => {
  const order = precedence.map((each) => each.level);

  /** A scope in which the levels from the first to the given one set `x`. */
  function scopeUpTo(last: PrecedenceLevel) {
    const used = order.slice(0, order.indexOf(last) + 1);
    const layers = (...levels: readonly PrecedenceLevel[]) =>
      levels.filter((level) => used.includes(level)).map((level) => layer(level, { x: level }));
    return scopeOf({
      host: host('h', ...layers('inventory group', 'inventory host')),
      defaults: layers('role defaults'),
      layers: layers('play', 'role', 'task'),
      runtime: new Map(used.includes('run') ? [['x', 'run']] : []),
      extra: layers('extra')[0],
    });
  }

  test.each(order)('is that of the table: %s overrides what stands above it', (level) => {
    expect(scopeUpTo(level)['x']).toBe(level);
  });

  test('of magic variables is above everything else', () => {
    const wrong = { inventory_hostname: 'wrong', group_names: 'wrong', facts: 'wrong' };
    const scope = scopeOf({
      host: host('h.example', layer('inventory', wrong)),
      runtime: new Map(Object.entries(wrong)),
      extra: layer('-e', wrong),
      magic: { facts: 'right' },
    });
    expect({ ...scope }).toEqual({
      inventory_hostname: 'h.example',
      inventory_hostname_short: 'h',
      group_names: ['web'],
      groups: Object.assign(Object.create(null), { all: ['h.example'], web: ['h.example'] }) as unknown,
      facts: 'right',
    });
  });
});

describe('a scope', () => {
  test('renders a variable with the others, when it is read', () => {
    const scope = scopeOf({
      host: host(
        'h',
        layer('inventory', { url: 'http://{{ name }}:{{ port }}', name: '{{ inventory_hostname }}', port: 80 }),
      ),
      layers: [layer('play', { port: 8080, list: [{ port: '{{ port }}' }] })],
    });
    expect(scope['url']).toBe('http://h:8080');
    expect(scope['list']).toEqual([Object.assign(Object.create(null), { port: 8080 })]);
  });

  test('shows own properties only, and none of an object’s prototype', () => {
    const scope = scopeOf({ host: host('h', layer('inventory', { a: 1 })) });
    expect(Object.getPrototypeOf(scope)).toBeNull();
    expect([Object.hasOwn(scope, 'a'), 'a' in scope, Object.hasOwn(scope, 'toString'), 'toString' in scope]).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    expect([scope['constructor'], scope['__proto__'], scope['b']]).toEqual([undefined, undefined, undefined]);
    expect(Object.keys(scope)).toContain('a');
  });

  test('cannot be changed', () => {
    const scope = scopeOf({ host: host('h', layer('inventory', { a: 1 })) });
    expect(() => Object.assign(scope, { a: 2 })).toThrow(TypeError);
    expect(() => Object.defineProperty(scope, 'b', { value: 1 })).toThrow(TypeError);
    expect(scope['a']).toBe(1);
  });

  test('is not disturbed by a broken variable that nobody reads', () => {
    const scope = scopeOf({ host: host('h', layer('inventory', { broken: '{{ nope }}', fine: 1 })) });
    expect([scope['fine'], Object.hasOwn(scope, 'broken'), Object.keys(scope).includes('broken')]).toEqual([
      1,
      true,
      true,
    ]);
    expect(problemsOf(() => scope['broken'])).toMatchObject([{ code: 'unknown-variable' }]);
  });

  test('names the circle in which variables refer to each other, with its places', () => {
    const scope = scopeOf({
      host: host('h', layer('a.yml', { a: '{{ b }}', b: 'x{{ c }}', c: ['{{ b }}'] })),
    });
    const [problem, ...others] = problemsOf(() => scope['a']);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'variable-cycle',
      message: 'variables refer to each other in a circle: b → c → b',
    });
    expect(
      [problem?.span, ...(problem?.related ?? []).map((each) => each.span)].map((span) => span?.source.name),
    ).toEqual(['a.yml b', 'a.yml c']);
  });

  test('gets over variables that fail in many ways in little time', () => {
    const doubled = Array.from({ length: 40 }, (_, i) => [`v${i}`, [`{{ v${i + 1} }}`, `{{ v${i + 1} }}`]]);
    const scope = scopeOf({
      host: host('h', layer('inventory', Object.fromEntries(doubled) as Record<string, string[]>)),
    });
    expect(problemsOf(() => scope['v0']).map((each) => each.code)).toEqual(['unknown-variable']);
  });

  test('takes what a program printed as data', () => {
    const printed = { ...layer('cloud.sh', { tag: '{{ inventory_hostname }}' }), literal: true as const };
    const scope = scopeOf({ host: host('h', printed, layer('group_vars', { twice: '{{ tag }}' })) });
    expect([scope['tag'], scope['twice']]).toEqual(['{{ inventory_hostname }}', '{{ inventory_hostname }}']);
  });

  test('never renders what was registered', () => {
    const scope = scopeOf({ host: host('h'), runtime: new Map([['r', { stdout: '{{ inventory_hostname }}' }]]) });
    expect(scope['r']).toEqual({ stdout: '{{ inventory_hostname }}' });
  });
});

describe('a variable that an earlier task will set', () => {
  const pending = new Set(['r']);

  test.each(['r', 'r is defined', "r | default('x')", 'r.rc == 0'])('stops %s', (text) => {
    const scope = scopeOf({ host: host('h', layer('inventory', { r: 1 })), pending, runtime: new Map([['r', 2]]) });
    expect(() => holds(parseCondition(locatedText(text)), scope)).toThrow(PendingVariable);
  });

  test('stops what is rendered with it, however deep', () => {
    const scope = scopeOf({ host: host('h', layer('inventory', { a: ['{{ b }}'], b: '{{ r.stdout }}' })), pending });
    expect(() => scope['a']).toThrow(PendingVariable);
  });

  test('is known already when -e sets it', () => {
    expect(scopeOf({ host: host('h'), pending, extra: layer('-e', { r: 'extra' }) })['r']).toBe('extra');
  });
});

describe('hostvars', () => {
  const one = host('one', layer('inventory', { port: 1, other: '{{ hostvars.two.port }}', x: '{{ hostvars.two.x }}' }));
  const two = host('two', layer('inventory', { port: 2, other: '{{ hostvars.one.port }}', x: '{{ hostvars.one.x }}' }));
  const inventory = inventoryOf(one, two);
  const withHostvars = (of: typeof one) => {
    const hostvars = createHostvars(inventory, (each) =>
      scopeOf({
        host: each,
        inventory,
        magic: {
          get hostvars() {
            return hostvars;
          },
        },
      }),
    );
    return scopeOf({ host: of, inventory, magic: { hostvars } });
  };

  test('gives the variables of all hosts, rendered for each of them', () => {
    expect([withHostvars(one)['other'], withHostvars(two)['other']]).toEqual([2, 1]);
  });

  test('says when hosts refer to each other in a circle', () => {
    expect(problemsOf(() => withHostvars(one)['x'])).toMatchObject([{ code: 'variable-cycle' }]);
  });

  test('has the hosts as own properties and nothing else', () => {
    const { hostvars } = withHostvars(one) as { hostvars: object };
    expect(Object.keys(hostvars)).toEqual(['one', 'two']);
    expect(Object.hasOwn(hostvars, 'three')).toBe(false);
  });
});

test('a thousand scopes over three hundred variables are made and read in little time', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`variable_${i}`, i % 3 === 0 ? `{{ name }}-${i}` : i]),
  );
  const groups = Array.from({ length: 15 }, (_, i) => layer(`group ${i}`, { [`group_${i}`]: i }));
  const own = host('h', layer('all', { ...many, name: 'n' }), ...groups);
  const inventory = inventoryOf(own);
  let read = 0;
  const started = performance.now();
  for (let task = 0; task < 1000; task += 1) {
    const scope = scopeOf({ host: own, inventory, layers: [layer('task', { task })] });
    for (let i = 0; i < 20; i += 1) read += scope[`variable_${(task + i) % 300}`] === undefined ? 0 : 1;
  }
  expect(read).toBe(20_000);
  // A fifth of it is enough on a quiet machine; getters made for each variable take twenty times as long.
  expect(performance.now() - started).toBeLessThan(2000);
});
