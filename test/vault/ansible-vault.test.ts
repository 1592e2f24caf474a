import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openAnsibleVault } from '../../src/vault/ansible-vault.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
const installed = spawnSync('ansible-vault', ['--version']).status === 0;

/** What Ansible's own program writes is what we must read. `npm test` installs it. */
(installed ? describe : describe.skip)('what ansible-vault encrypted', () => {
  test('opens as a file and as a value, and rekey makes it one of age', async () => {
    const cwd = mkdtempSync(join(root, 'ansible-'));
    writeFiles(cwd, {
      pass: 'correct horse\n',
      'group_vars/all/vault.yml': 'whole: from a file ü\n',
      'hosts.ini': 'h1 ansible_connection=local\n',
    });
    chmodSync(join(cwd, 'pass'), 0o600);
    const ansible = (...words: readonly string[]): string =>
      execFileSync('ansible-vault', [...words, '--vault-password-file', 'pass'], {
        cwd,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    ansible('encrypt', 'group_vars/all/vault.yml');
    const single = ansible('encrypt_string', 'a value', '--name', 'single');
    writeFiles(cwd, {
      'group_vars/all/main.yml': single,
      'play.yml':
        '- {hosts: all, gather_facts: false, tasks: [{assert: {that: ["single == \'a value\'", "whole == \'from a file ü\'"]}}]}\n',
    });
    const run = ['run', 'play.yml', '-i', 'hosts.ini'];
    expect(await runProgram([...run, '--vault-password-file', 'pass'], { cwd })).toMatchObject({ code: 0, err: '' });
    const wrong = await runProgram([...run, '--ask-vault-pass'], { cwd, answers: ['wrong'] });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('none of the passphrases at hand') });
    await runProgram(['vault', 'keygen'], { cwd });
    const files = ['group_vars/all/vault.yml', 'group_vars/all/main.yml'];
    expect(await runProgram(['vault', 'rekey', ...files, '--vault-password-file', 'pass'], { cwd })).toMatchObject({
      code: 0,
    });
    expect(files.map((file) => readFileSync(join(cwd, file), 'utf8').includes('ANSIBLE'))).toEqual([false, false]);
    expect(await runProgram(run, { cwd })).toMatchObject({ code: 0, err: '' });
  });
});

test('a damaged Ansible Vault is told from a wrong password', () => {
  expect(() => openAnsibleVault('$ANSIBLE_VAULT;1.1;AES256\n6162\n', 'x')).toThrow('a part is missing');
  expect(() => openAnsibleVault('$ANSIBLE_VAULT;1.1;AES256\n616\n', 'x')).toThrow('cut off');
  expect(() => openAnsibleVault('$ANSIBLE_VAULT;1.0;AES\n6162\n', 'x')).toThrow('is not known');
});
