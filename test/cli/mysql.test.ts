import { expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';

const neverAsked = (): Promise<never> => Promise.reject(new Error('a connection was opened'));
const cluster = ['-i', 'db1,db2,', '-e', 'mysql_replication_password=of-a-test'];

test.each([
  ['a new primary that is not named', ['switchover', 'all', ...cluster], 'name the new primary: --to HOST'],
  [
    'a new primary that is no member',
    ['switchover', 'all', '--to', 'web1', ...cluster],
    '"web1" is none of the hosts of "all"',
  ],
  [
    'a favourite that is no member',
    ['failover', 'all', '--to', 'web1', ...cluster],
    '"web1" is none of the hosts of "all"',
  ],
  [
    'somebody else to set aside',
    ['rejoin', 'all', '--set-aside', 'db3', ...cluster],
    '"db3" is none of the hosts of "all"',
  ],
  [
    'no password for replicas',
    ['rejoin', 'all', '-i', 'db1,'],
    'the variable mysql_replication_password must be a password',
  ],
  [
    'a port that is none',
    ['status', 'all', ...cluster, '-e', '{mysql_port: 99999}'],
    'the variable mysql_port must be a port',
  ],
  [
    'a fence that is no list',
    ['failover', 'all', ...cluster, '-e', 'mysql_fence_command=power-off'],
    'the variable mysql_fence_command must be a list of a program and its words',
  ],
] as const)('%s is refused before any connection', async (_, words, message) => {
  const { code, err } = await runProgram(['mysql', ...words], { cwd: '/', connect: neverAsked });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
});
