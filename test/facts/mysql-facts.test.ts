import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FactError } from '../../src/fact.ts';
import { mysqlAccount } from '../../src/facts/mysql-account.ts';
import { mysqlDatabase } from '../../src/facts/mysql-database.ts';
import { mysqlPrivileges } from '../../src/facts/mysql-privileges.ts';
import { mysqlReplicationState } from '../../src/facts/mysql-replication-state.ts';
import { mysqlSetting } from '../../src/facts/mysql-setting.ts';

const said = (...lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

test('one answer for all keys, told apart by their numbers', () => {
  expect(mysqlDatabase.parse(said('1', '1\tutf8mb4\tutf8mb4_bin', 'ok mariadb'), ['a', 'b'])).toEqual([
    { server: 'up', dialect: 'mariadb', readOnly: true, value: undefined },
    { server: 'up', dialect: 'mariadb', readOnly: true, value: { encoding: 'utf8mb4', collation: 'utf8mb4_bin' } },
  ]);
});

test('no server, and one that does not answer', () => {
  expect(mysqlSetting.parse(said('absent'), ['read_only'])).toEqual([{ server: 'absent' }]);
  expect(mysqlSetting.parse(said('down mysql ERROR 2002 (HY000): no socket '), ['read_only', 'x'])).toEqual(
    Array(2).fill({ server: 'down', dialect: 'mysql', reason: 'ERROR 2002 (HY000): no socket' }),
  );
});

test('what a server keeps of a password does not show', () => {
  const [found] = mysqlAccount.parse(said('0', '0\tmysql_native_password\t2A41\tX509\ttrue', 'ok mariadb'), [
    { user: 'app', host: '%' },
  ]);
  expect(found).toMatchObject({ readOnly: false, value: { tls: 'certificate', locked: true } });
  expect(JSON.stringify(found)).not.toContain('2A41');
});

test('what becomes part of statements is a name of a privilege', () => {
  const key = { account: { user: 'app', host: '%' } };
  expect(
    mysqlPrivileges.parse(said('0', '0\tUSAGE\tNO', '0\tREAD_ONLY ADMIN\tYES', 'ok mariadb'), [key]),
  ).toMatchObject([{ value: { privileges: ['READ_ONLY ADMIN'], grantOption: true } }]);
  expect(() => mysqlPrivileges.parse(said('0', "0\tSELECT ON x TO 'y'; DROP\tNO", 'ok mariadb'), [key])).toThrow(
    FactError,
  );
});

test('a replica of MariaDB, whose named sources do not count', () => {
  const [state] = mysqlReplicationState.parse(
    said(
      'read_only\tserver_id\texecuted\tapplied\treplicas\ttables_of_users',
      '1\t2\t0-1-7\t0-1-7\t0\t3',
      'rackwright_source',
      '1',
      'Connection_name\tMaster_Host\tSlave_IO_Running\tSlave_SQL_Running\tSeconds_Behind_Master\tUsing_Gtid',
      'other\t198.18.0.9\tNo\tNo\tNULL\tNo',
      '\t198.18.0.1\tYes\tYes\tNULL\tSlave_Pos',
      'ok mariadb',
    ),
    [null],
  );
  expect(state).toMatchObject({
    readOnly: true,
    value: { tables: 3, source: { host: '198.18.0.1', receiver: 'Yes', lag: undefined, autoPosition: true } },
  });
});

test('a server that follows nobody', () => {
  const [state] = mysqlReplicationState.parse(
    said(
      'read_only\tserver_id\texecuted\tapplied\treplicas\ttables_of_users',
      '0\t1\t\t\t2\t0',
      'rackwright_source',
      '1',
      'ok mysql',
    ),
    [null],
  );
  expect(state).toMatchObject({ readOnly: false, dialect: 'mysql', value: { replicas: 2, source: undefined } });
});

test('whatever a host prints is an answer or an error of its own', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('ok mariadb', 'ok mysql', 'down mariadb x', ''),
      (text, end) => {
        for (const read of [
          () => mysqlReplicationState.parse(said(text, end), [null]),
          () => mysqlSetting.parse(said(text, end), ['a']),
        ])
          try {
            expect(read()).toHaveLength(1);
          } catch (error) {
            expect(error).toBeInstanceOf(FactError);
          }
      },
    ),
  );
});
