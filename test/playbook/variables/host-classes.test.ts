import { expect, test } from '@jest/globals';
import type { InventoryHost, VariableLayer } from '../../../src/inventory/model.ts';
import { hostClasses } from '../../../src/playbook/variables/host-classes.ts';
import { locatedText } from '../../support/located-text.ts';

const layer = (variables: Readonly<Record<string, string>>, more: Partial<VariableLayer> = {}): VariableLayer => ({
  origin: 'test',
  variables: new Map(Object.entries(variables).map(([name, text]) => [name, locatedText(text)])),
  ...more,
});
const host = (name: string, ...layers: readonly VariableLayer[]): InventoryHost => ({
  name,
  groups: [],
  layers,
  span: undefined,
});
const classesOf = (...hosts: readonly InventoryHost[]): readonly (readonly string[])[] =>
  hostClasses(hosts).map((each) => each.hosts.map(({ name }) => name));

test('hosts with values of their own are one class when the same names stand behind them', () => {
  const hosts = ['a', 'b', 'c'].map((name) => host(name, layer({ address: `{{ net }}.${name}`, unit: name })));
  expect(classesOf(...hosts)).toEqual([['a', 'b', 'c']]);
});

test('hosts whose values need other names are told apart', () => {
  const [one, other, plain] = [layer({ x: '{{ net }}' }), layer({ x: '{{ nte }}' }), layer({ x: 'net' })];
  expect(classesOf(host('a', one), host('b', other), host('c', plain))).toEqual([['a'], ['b'], ['c']]);
  expect(hostClasses([host('b', other)])[0]?.missingFor('x')).toEqual(new Set(['nte']));
});

test('braces in what a program printed mean nothing', () => {
  const printed = host('a', layer({ x: '{{ nte }}' }, { literal: true }));
  expect(classesOf(printed, host('b', layer({ x: 'text' })))).toEqual([['a', 'b']]);
});

test('a name that a value may lack is not needed', () => {
  expect(classesOf(host('a', layer({ x: '{{default nte "y"}}' })), host('b', layer({ x: 'y' })))).toEqual([['a', 'b']]);
});
