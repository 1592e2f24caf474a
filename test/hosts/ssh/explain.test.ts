import { createConnection } from 'node:net';
import { expect, test } from '@jest/globals';
import { explainConnectionError } from '../../../src/hosts/ssh/explain.ts';

test('a controller that is out of file descriptors says so, and what helps', () => {
  const error = Object.assign(new Error('connect EMFILE 198.18.0.1:22'), { code: 'EMFILE' });
  expect(explainConnectionError('web1 port 22', error)).toMatchObject({
    code: 'unreachable',
    message: 'cannot connect to web1 port 22: this machine has no file descriptor left for it',
    hint: 'raise `ulimit -n`, or lower `--forks`',
  });
});

test('what the system says of a refused connection is put into words', async () => {
  const error = await new Promise((resolve) => createConnection({ host: '127.0.0.1', port: 1 }).on('error', resolve));
  expect(explainConnectionError('web1 port 1', error)).toMatchObject({
    hint: expect.stringContaining('is sshd running there'),
  });
});
