import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { program } from '../support/site.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const bin = fileURLToPath(new URL('../../bin/rackwright.js', import.meta.url));
const root = temporaryDirectory();

describe('a password that the inventory gives', () => {
  test.each(['text', 'json'])('is masked wherever it comes up in %s', async (output) => {
    const directory = mkdtempSync(join(root, 'secrets-'));
    const task = '{debug: {msg: "it is {{ ansible_become_password }}"}}';
    writeFileSync(join(directory, 'hosts.ini'), 'h1 ansible_connection=local ansible_become_password=zebra-horse\n');
    writeFileSync(join(directory, 'play.yml'), `- {hosts: all, gather_facts: false, tasks: [${task}]}\n`);
    const end = await program(process.execPath, [bin, 'run', 'play.yml', '-i', 'hosts.ini', '-o', output], directory);
    expect(end).toMatchObject({ code: 0, stdout: expect.stringContaining('it is ***') });
    expect(end.stdout + end.stderr).not.toContain('zebra-horse');
  });
});
