import { afterAll, beforeAll, describe } from '@jest/globals';
import { createWireHost } from '../../src/wire/host.ts';
import { hostContract } from '../contracts/host.contract.ts';
import { openerFor } from '../support/opener.ts';
import { startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

describe.each(['ssh', 'openssh'] as const)('over a real sshd, by %s', (connection) => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await sshd.stop();
  });
  const { open } = openerFor();

  hostContract(connection, async () => {
    // The default key exchange of OpenSSH is a lot of work, and not what this is about.
    const sshArgs = [...sshd.address().sshArgs, '-o', 'KexAlgorithms=curve25519-sha256'];
    const line = await open(sshd.address({ connection, sshArgs }), new AbortController().signal);
    return createWireHost({
      name: 'h1',
      transport: line.transport,
      user: line.user,
      open: line.open,
      killGraceMs: 300,
      onClose: line.close,
    });
  });
});
