import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackwright-partials-'));
  write('playbooks/site.yml', '- hosts: all\n  gather_facts: false\n  roles: [web]\n');
  write(
    'playbooks/roles/web/tasks.yml',
    '- template: { src: main.hbs, dest: "{{ target }}" }\n- template: { src: main.hbs, dest: "{{ target }}.2" }\n',
  );
  write('playbooks/roles/web/templates/main.hbs', 'begin\n  {{> lines port=8080}}\n{{> shared/end}}\n');
  write('playbooks/roles/web/templates/lines.hbs', 'port {{port}}\nname {{name}}\n');
  write('templates/web/shared/end.hbs', 'of the project\n');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('partials come from the role, then from the project', async () => {
  expect(await rackwright('run')).toMatchObject({ code: 0 });
  const wanted = 'begin\n  port 8080\n  name web1\nof the project\n';
  expect(readFileSync(join(directory, 'out'), 'utf8')).toBe(wanted);
  expect(readFileSync(join(directory, 'out.2'), 'utf8')).toBe(wanted);
});

test('a partial of the role stands before one of the project', async () => {
  write('playbooks/roles/web/templates/shared/end.hbs', 'of the role\n');
  expect(await rackwright('run')).toMatchObject({ code: 0 });
  expect(readFileSync(join(directory, 'out'), 'utf8')).toContain('of the role');
});

test.each([
  ['an unknown partial', 'main.hbs', '{{> lins}}\n', 'there is no partial "lins"', 'main.hbs:1:5'],
  ['a circle', 'lines.hbs', 'x\n{{> main}}\n', 'partials include each other', 'main.hbs:2:7'],
  ['an unknown variable in a partial', 'lines.hbs', 'x\n y {{prot}}\n', '"prot" is not defined', 'lines.hbs:2:6'],
  ['a syntax error in a partial', 'lines.hbs', 'x\n{{#if name}}\n', 'this block is not closed', 'lines.hbs:2:1'],
  ['an unknown helper in a partial', 'lines.hbs', '{{shout name}}\n', 'no helper "shout"', 'lines.hbs:1:3'],
])('%s is found before anything runs, in its own line', async (_, file, text, message, place) => {
  write(`playbooks/roles/web/templates/${file}`, text);
  const { code, err } = await rackwright('validate');
  expect({ code, err }).toMatchObject({ code: 2 });
  expect(err).toContain(message);
  expect(err).toContain(place);
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
}

function rackwright(command: string): Promise<ProgramEnd> {
  write('hosts.ini', `web1 name=web1 target=${join(directory, 'out')}\n`);
  return runProgram([command, 'playbooks/site.yml', '-i', 'hosts.ini'], { cwd: directory });
}
