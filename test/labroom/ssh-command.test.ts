import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { LabPlan } from '../../src/lab/plan.ts';
import { labSshCommand } from '../../src/lab/ssh-command.ts';

const plan: LabPlan = {
  name: 'lab',
  subnet: '198.18.10.0/24',
  directory: '/srv/my site/.rackwright/lab',
  hosts: [{ name: 'web1', address: '198.18.10.11' }],
};

describe('labSshCommand', () => {
  test('ssh itself understands the words, also with a blank in the path', () => {
    const [program = '', ...words] = labSshCommand(plan, 'web1');
    const output = execFileSync(program, ['-G', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(output.split('\n')).toEqual(
      expect.arrayContaining([
        'user ops',
        'hostname 198.18.10.11',
        'stricthostkeychecking true',
        'identitiesonly yes',
        'identityfile /srv/my site/.rackwright/lab/id_ed25519',
        'userknownhostsfile /srv/my site/.rackwright/lab/known_hosts',
      ]),
    );
  });

  test('an unknown host is named', () => {
    expect(() => labSshCommand(plan, 'wbe1')).toThrow('the lab has no host "wbe1"');
  });
});
