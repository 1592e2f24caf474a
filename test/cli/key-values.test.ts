import { expect, test } from '@jest/globals';
import { readKeyValues } from '../../src/cli/exec/key-values.ts';
import { definitions } from '../../src/resources/registry.ts';
import { actions } from '../../src/actions/registry.ts';

const schemaOf = (kind: string) => {
  const found = [...definitions, ...actions].find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found.schema;
};

test.each([
  ['package', ['name=nginx', 'state=present'], { name: 'nginx', state: 'present' }],
  ['service', ['name=nginx', 'enabled=true'], { name: 'nginx', enabled: true }],
  ['file', ['path=/x', 'mode=0644'], { path: '/x', mode: '0644' }],
  ['wait_for', ['port=80', 'timeout=2.5'], { port: 80, timeout: 2.5 }],
  ['debug', ['msg=a=b c'], { msg: 'a=b c' }],
  ['package', ['nginx'], undefined],
  ['shell', ['PATH=/opt/bin', 'true'], undefined],
  ['file', [], undefined],
])('%s %j', (kind, words, expected) => {
  expect(readKeyValues(words, schemaOf(kind))).toEqual(expected);
});
