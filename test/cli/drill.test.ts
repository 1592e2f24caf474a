import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

function project(): string {
  const cwd = mkdtempSync(join(root, 'drill-'));
  writeFiles(cwd, {
    'hosts.yml': `all:
  vars: {topology: {services: [{name: ssh, on: all, port: ssh, from: 203.0.113.0/24}]}}
  hosts: {web1: {ansible_host: 192.0.2.21}, web2: {ansible_host: 192.0.2.22}}
`,
  });
  return cwd;
}

test('a host that the inventory does not have is no host to lose', async () => {
  const { code, err } = await runProgram(['drill', 'web3', '-i', 'hosts.yml'], { cwd: project() });
  expect(code).toBe(2);
  expect(err).toContain('no host of the inventory is called web3');
});

test('hosts that are no lab hosts are refused before anything is done', async () => {
  const { code, err } = await runProgram(['drill', 'web1', '-i', 'hosts.yml'], { cwd: project() });
  expect(code).toBe(2);
  expect(err).toContain('not an address for a lab host: 192.0.2.21, 192.0.2.22');
});

test('only what is lost somehow that we know', async () => {
  const { code } = await runProgram(['drill', 'web1', '-i', 'hosts.yml', '--how', 'fire'], { cwd: project() });
  expect(code).toBe(2);
});
