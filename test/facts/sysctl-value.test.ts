import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sysctlPath } from '../../src/facts/sysctl-path.ts';
import { sysctlValue } from '../../src/facts/sysctl-value.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

test.each(toolSets(temporaryDirectory()))('reads whole values of this kernel with $title', ({ shell, environment }) => {
  const [osrelease, range, missing] = runFact(
    sysctlValue,
    ['kernel.osrelease', 'net/ipv4/ip_local_port_range', 'no.such.setting'],
    shell,
    environment,
  );
  expect(osrelease).toBe(readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
  expect(range).toMatch(/^\d+ \d+$/);
  expect(missing).toBeUndefined();
});

test('answers for keys of which none exists', () => {
  expect(runFact(sysctlValue, ['no.such', 'nor.this'])).toEqual([undefined, undefined]);
});

test('takes dots and slashes for each other as sysctl does', () => {
  expect(sysctlPath('net.ipv4.ip_forward')).toBe('net/ipv4/ip_forward');
  expect(sysctlPath('net/ipv4/conf/eth0.100/forwarding')).toBe('net/ipv4/conf/eth0.100/forwarding');
  expect(sysctlPath('net.ipv4.conf.eth0/100.forwarding')).toBe('net/ipv4/conf/eth0.100/forwarding');
});
