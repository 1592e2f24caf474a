import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sh } from '../../src/shell.ts';
import { createWireHost } from '../../src/wire/host.ts';
import { openerFor } from '../support/opener.ts';
import { generateKey, startSshd } from '../support/sshd.ts';

/** OpenSSH's own master is one, too. */
const sessions = { ssh: 1, openssh: 2 };

test.each(['ssh', 'openssh'] as const)(
  'a key that is as narrow as docs/privileges.md has it, and its sessions, are enough for %s',
  async (connection) => {
    const sshd = await startSshd({ config: [`MaxSessions ${sessions[connection]}`] });
    const key = join(sshd.directory, 'narrow');
    generateKey(key, 'ed25519');
    writeFileSync(`${key}.line`, `restrict,from="127.0.0.1" ${readFileSync(`${key}.pub`, 'utf8')}`);
    sshd.authorize(`${key}.line`);
    const line = await openerFor().open(sshd.address({ connection, identityFile: key }), new AbortController().signal);
    const host = createWireHost({
      name: 'h1',
      transport: line.transport,
      user: line.user,
      open: line.open,
      killGraceMs: 300,
      onClose: line.close,
    });
    try {
      const { stdout } = await host.send({ script: sh`cat`, stdin: Buffer.from('all of it'), form: 'task' });
      expect(String(stdout)).toBe('all of it');
    } finally {
      await host.close();
      await sshd.stop();
    }
  },
);
