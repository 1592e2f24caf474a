import { expect, test } from '@jest/globals';
import { openrcService } from '../../src/facts/openrc-service.ts';
import { runFact } from '../support/run-fact.ts';

test('gives what services say of themselves, and where they are started', () => {
  const text = `service ssh
status 0
runlevel default
service cron
status 32
service none
service own
status 1
runlevel boot
runlevel default
`;
  expect(openrcService.parse(Buffer.from(text), ['ssh', 'cron', 'none', 'own'])).toEqual([
    { openrc: true, exists: true, state: 'started', runlevels: ['default'] },
    { openrc: true, exists: true, state: 'crashed', runlevels: [] },
    { openrc: true, exists: false, state: 'stopped', runlevels: [] },
    { openrc: true, exists: true, state: 'stopped', runlevels: ['boot', 'default'] },
  ]);
});

test('answers must be as many as questions', () => {
  expect(() => openrcService.parse(Buffer.from('service a\n'), ['a', 'b'])).toThrow('1 answers to 2 questions');
});

test('this machine was not started by OpenRC', () => {
  expect(runFact(openrcService, ['ssh'])).toMatchObject([{ openrc: false }]);
});
