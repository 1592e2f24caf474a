import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { program } from '../support/site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the site that comes with Rackwright', () => {
  test.each(['inventory/lab.yml', 'inventory/vagrant.yml', 'inventory/production'])(
    'is valid for %s',
    async (inventory) => {
      const end = await program(
        process.execPath,
        ['bin/rackwright.js', 'validate', 'playbooks/site.yml', '-i', inventory],
        root,
      );
      expect(end).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('no problem found') });
    },
  );
});
