import { expect, test } from '@jest/globals';
import { FactError } from '../../src/fact.ts';
import { serviceState } from '../../src/facts/service-state.ts';
import { runFact, shells } from '../support/run-fact.ts';

const block = (id: string, more = '') => `Type=notify
RemainAfterExit=no
MainPID=40
Result=success
NRestarts=2
Id=${id}
LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled
CanReload=yes
NeedDaemonReload=yes
InvocationID=1ffe9cc78b804a6fa7696347d0b5d933${more}`;

const missing = `Id=rackwright-look-again.service
LoadState=not-found
ActiveState=inactive
SubState=dead
UnitFileState=
CanReload=no
NeedDaemonReload=no
InvocationID=`;

const answer = (...blocks: readonly string[]) =>
  Buffer.from(`systemd\n${['', missing, ...blocks].join('\n\n').slice(1)}\n`);

test('reads units in the order in which they were asked for, aliases by their real name', () => {
  const values = serviceState.parse(answer(block('ssh.service'), block('cron.service')), [
    'sshd.service',
    'cron.service',
  ]);
  expect(values.map((each) => each.id)).toEqual(['ssh.service', 'cron.service']);
  expect(values[0]).toEqual({
    systemd: true,
    id: 'ssh.service',
    load: 'loaded',
    active: 'active',
    sub: 'running',
    unitFile: 'enabled',
    systemVEnabled: false,
    needsDaemonReload: true,
    type: 'notify',
    remainAfterExit: false,
    canReload: true,
    result: 'success',
    invocation: '1ffe9cc78b804a6fa7696347d0b5d933',
    mainPid: 40,
    restarts: 2,
  });
});

test('keeps equals signs in values', () => {
  expect(serviceState.parse(answer(block('a.service', '\nStatusText=a=b')), ['a.service'])).toHaveLength(1);
});

test('knows the System V scripts that a run level has', () => {
  const text = answer(block('foo.service')).toString().replace('systemd\n', 'systemd\nfoo\nbar\n');
  expect(serviceState.parse(Buffer.from(text), ['foo.service'])[0]?.systemVEnabled).toBe(true);
});

test('of a template it asks for an instance, because a template has no state', () => {
  expect(serviceState.script(['a@.service', 'b@c.service']).text).toMatch(/ a@rackwright\.service b@c\.service$/m);
});

test('refuses an answer about fewer units than were asked for', () => {
  expect(() => serviceState.parse(answer(block('a.service')), ['a.service', 'b.service'])).toThrow(FactError);
});

test.each(shells)('says through %s that a machine was not started by systemd', (_, shell) => {
  const script = serviceState.script(['cron.service']).text.replaceAll('/run/systemd/system', '/nonexistent');
  expect(runFact({ ...serviceState, script: () => ({ text: script }) }, ['cron.service'], shell)).toMatchObject([
    { systemd: false },
  ]);
});
