import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Log } from 'sarif';
import type { JsonDiagnostic } from '../../src/diagnostics/diagnostics-json.ts';
import { diagnosticCodes } from '../../src/diagnostics/codes.ts';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const cwd = temporaryDirectory();
writeFiles(cwd, {
  'hosts.ini': '[web]\nweb1\nweb2\n',
  'looks-up.yml':
    '- hosts: web\n  vars: {all: {web: "{{ from_json (file \'web.json\') }}"}, mine: "{{ lookup all \'web\' }}"}\n  tasks:\n    - debug: {msg: "{{ mine.port }}"}\n',
  'looks-past.yml':
    '- hosts: web\n  vars: {ports: {db: 3306}}\n  tasks:\n    - debug: {msg: "{{ lookup ports \'web\' }}"}\n    - debug: {msg: "{{ default (lookup ports \'web\') 80 }}"}\n',
  'files/web.json': '{"port": 80}',
  'good.yml': '- hosts: web\n  tasks:\n    - debug: {msg: hello}\n',
  'careless.yml': '- hosts: web\n  vars: {unread: 1}\n  tasks:\n    - debug: {msg: hello}\n      when: false\n',
  'odd name/böse.yml':
    '- hosts: web\n  tasks:\n    - template: {src: page.hbs, dest: /etc/x}\n    - pakage: {name: x}\n',
  'odd name/unknown.yml': '- hosts: web\n  tasks:\n    - template: {src: page.hbs, dest: /etc/x}\n',
  'odd name/templates/page.hbs': 'one\ntwo {{ nowhere }}\n',
});
const validate = (...words: readonly string[]): Promise<ProgramEnd> =>
  runProgram(['validate', ...words, '-i', 'hosts.ini'], { cwd });

describe('validate', () => {
  test('says what is careless and lets it pass, unless --strict', async () => {
    const lax = await validate('careless.yml');
    expect(lax.code).toBe(0);
    expect(lax.out).toBe('careless.yml: 1 play, 1 task, 2 hosts: 2 warnings\n');
    expect(lax.err.match(/^warning.*$/gm)).toEqual([
      'warning[unused-variable] careless.yml:2:10',
      'warning[never-holds] careless.yml:5:13',
    ]);
    expect((await validate('careless.yml', '--strict')).code).toBe(2);
    expect((await validate('good.yml', '--strict')).code).toBe(0);
  });

  test('leaves what a file of the controller says to the run', async () => {
    const { code, err } = await validate('looks-up.yml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('tells of an entry that is looked up and not there, unless something stands for it', async () => {
    const { code, err } = await validate('looks-past.yml');
    expect(code).toBe(2);
    expect(err.match(/^error.*/gm)).toEqual(['error[lookup-missing] looks-past.yml:4:24']);
  });

  test('a look at the hosts wants a page to be on', async () => {
    const { code, err } = await runProgram(['run', 'good.yml', '-i', 'hosts.ini', '--report-live'], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining('--report NAME.html')]);
  });

  test('--format json gives every problem with its places, and nothing else', async () => {
    const { code, out, err } = await validate('odd name/unknown.yml', '--format', 'json');
    expect([code, err]).toEqual([2, '']);
    expect(JSON.parse(out) as readonly JsonDiagnostic[]).toEqual([
      {
        severity: 'error',
        code: 'unknown-variable',
        message: 'the variable "nowhere" is not defined for web1, web2',
        place: { file: join('odd name', 'templates', 'page.hbs'), line: 2, column: 8, endLine: 2, endColumn: 15 },
        related: [
          {
            message: 'the template is named here',
            place: { file: join('odd name', 'unknown.yml'), line: 3, column: 23, endLine: 3, endColumn: 31 },
          },
        ],
      },
    ]);
    expect(JSON.parse((await validate('good.yml', '--format', 'json')).out)).toEqual([]);
  });

  test('--format sarif gives a log with a rule for each code and an address for each file', async () => {
    const { code, out } = await validate('odd name/böse.yml', '--format', 'sarif');
    expect(code).toBe(2);
    const log = JSON.parse(out) as Log;
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map((rule) => [rule.id, rule.shortDescription?.text])).toEqual([
      ['unknown-kind', diagnosticCodes['unknown-kind']],
    ]);
    for (const result of run?.results ?? []) {
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
      expect(result.level).toBe('error');
      expect(result.locations?.[0]?.physicalLocation).toEqual({
        artifactLocation: { uri: 'odd%20name/b%C3%B6se.yml' },
        region: { startLine: 4, startColumn: 7, endLine: 4, endColumn: 13 },
      });
    }
    expect(run?.results).toHaveLength(1);
  });

  test('--format sarif of a sound playbook is a log without results', async () => {
    const log = JSON.parse((await validate('good.yml', '--format', 'sarif')).out) as Log;
    expect(log.runs[0]?.results).toEqual([]);
  });

  test('problems of the inventory and of the command line are in every format, too', async () => {
    const { code, out } = await runProgram(['validate', 'good.yml', '--format', 'json'], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([{ code: 'usage', message: 'no inventory is given' }]);
  });
});
