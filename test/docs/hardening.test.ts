import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const role = new URL('../../playbooks/roles/hardening/', import.meta.url);
const defaults = parse(readFileSync(new URL('defaults.yml', role), 'utf8')) as Readonly<Record<string, unknown>>;
const page = readFileSync(new URL('../../docs/hardening.md', import.meta.url), 'utf8');
const systems = readdirSync(new URL('files/systems/', role));

describe('the role hardening', () => {
  test.each(['hardening_ssh_options', 'hardening_network_settings', 'hardening_kernel_settings'])(
    'the effect of each of %s is told, with its value',
    (variable) => {
      const untold = Object.entries(defaults[variable] as Readonly<Record<string, unknown>>).filter(([name, value]) => {
        const told = `\`${name.replace(/\.(all|default)\./, '.*.')}\``;
        const row = page.split('\n').find((line) => line.startsWith('| `') && line.includes(told));
        return (
          row
            ?.split(' | ')[1]
            ?.split(', ')
            .includes(value === false ? 'no' : String(value)) !== true
        );
      });
      expect(untold).toEqual([]);
    },
  );

  test.each(systems)('%s says all that distributions differ in', (name) => {
    expect(shapeOf(read(name))).toEqual(shapeOf(read('Debian.json')));
  });

  test('every file of data is a system that the role knows', () => {
    const vars = readFileSync(new URL('vars.yml', role), 'utf8');
    expect(systems.filter((name) => !vars.includes(`'systems/${name}'`))).toEqual([]);
  });
});

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`files/systems/${name}`, role), 'utf8'));
}

/** Names of what there is, without what it says; which algorithms a system names is its own affair. */
function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object' || value === null) return typeof value;
  if (name === 'algorithms') return 'map';
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each, key)]));
}
