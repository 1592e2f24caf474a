import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LabPlan } from '../../src/lab/plan.ts';
import { labSshCommand } from '../../src/lab/ssh-command.ts';

const root = mkdtempSync(path.join(tmpdir(), 'rackwright-'));
const directory = path.join(root, '100% my site');
const plan: LabPlan = {
  name: 'lab',
  subnet: '198.18.10.0/24',
  directory,
  hosts: [{ name: 'web1', address: '198.18.10.11' }],
};

beforeAll(() => {
  // ssh drops the names of keys that do not exist.
  mkdirSync(directory);
  writeFileSync(path.join(directory, 'id_ed25519'), '');
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('labSshCommand', () => {
  test('ssh itself understands the words, also with odd characters in the path', () => {
    const [program = '', ...words] = labSshCommand(plan, 'web1');
    const output = execFileSync(program, ['-G', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(output.split('\n')).toEqual(
      expect.arrayContaining([
        'user ops',
        'hostname 198.18.10.11',
        'stricthostkeychecking true',
        'identitiesonly yes',
        `identityfile ${directory.replace('%', '%%')}/id_ed25519`,
        `userknownhostsfile ${directory.replace('%', '%%')}/known_hosts`,
      ]),
    );
  });

  test('an unknown host is named', () => {
    expect(() => labSshCommand(plan, 'wbe1')).toThrow('the lab has no host "wbe1"');
  });
});
