import { describe, expect, test } from '@jest/globals';
import { chooseBecome } from '../../src/engine/choose-become.ts';
import type { BecomeWish } from '../../src/playbook/model.ts';
import { locate } from '../../src/language/located.ts';
import type { LocatedScalar } from '../../src/language/located.ts';

const user = (name: string): LocatedScalar =>
  locate(name, { source: { name: 'site.yml', text: name }, start: 0, end: name.length }) as LocatedScalar;
const scope = (variables: Readonly<Record<string, unknown>>) =>
  Object.assign(Object.create(null) as Record<string, unknown>, variables);

describe('whom a task runs as', () => {
  test.each<[string, BecomeWish, Record<string, unknown>, Parameters<typeof chooseBecome>[1], unknown]>([
    ['nobody said anything', {}, {}, {}, undefined],
    ['the task wants it', { become: true }, {}, {}, { method: 'sudo', user: 'root' }],
    ['a user alone does not mean it', { user: user('app') }, {}, {}, undefined],
    [
      'the task does not want it, whatever others say',
      { become: false },
      { ansible_become: true },
      { become: true },
      undefined,
    ],
    [
      'the inventory wants it',
      {},
      { ansible_become: true, ansible_become_user: 'app' },
      {},
      { method: 'sudo', user: 'app' },
    ],
    [
      'the task is nearer than the inventory',
      { become: true, user: user('web') },
      { ansible_become_user: 'app', ansible_become_method: 'su' },
      {},
      { method: 'su', user: 'web' },
    ],
    [
      'the command line is asked last',
      {},
      {},
      { become: true, user: 'ops', method: 'doas' },
      { method: 'doas', user: 'ops' },
    ],
    ['the inventory is nearer than the command line', {}, { ansible_become: false }, { become: true }, undefined],
    [
      'a user comes from a template',
      { become: true, user: user('{{ owner }}') },
      { owner: 'app' },
      {},
      { method: 'sudo', user: 'app' },
    ],
  ])('%s', (_, wish, variables, options, expected) => {
    expect(chooseBecome(wish, options, scope(variables))).toEqual(expected);
  });

  test.each(['-oops', 'a b', '$(id)', ''])('a template that gives %j is refused', (name) => {
    expect(() => chooseBecome({ become: true, user: user('{{ owner }}') }, {}, scope({ owner: name }))).toThrow(/user/);
  });
});
