import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FactError } from '../../src/fact.ts';
import type { FactKind } from '../../src/fact.ts';
import { aptLists } from '../../src/facts/apt-lists.ts';
import { aptPending } from '../../src/facts/apt-pending.ts';
import { blockDevice } from '../../src/facts/block-device.ts';
import { daemonReloadNeeded } from '../../src/facts/daemon-reload-needed.ts';
import { gitCheckout } from '../../src/facts/git-checkout.ts';
import { groupState } from '../../src/facts/group-state.ts';
import { kernelModule } from '../../src/facts/kernel-module.ts';
import { localeNames } from '../../src/facts/locale-names.ts';
import { loginAccount } from '../../src/facts/login-account.ts';
import { mountState } from '../../src/facts/mount-state.ts';
import { offeredPackages } from '../../src/facts/offered-packages.ts';
import { packageCandidate } from '../../src/facts/package-candidate.ts';
import { packageState } from '../../src/facts/package-state.ts';
import { passwordHash } from '../../src/facts/password-hash.ts';
import { repositoryData } from '../../src/facts/repository-data.ts';
import { serviceState } from '../../src/facts/service-state.ts';
import { sshdSettings } from '../../src/facts/sshd-settings.ts';
import { swapState } from '../../src/facts/swap-state.ts';
import { sysctlSettings } from '../../src/facts/sysctl-settings.ts';
import { sysctlValue } from '../../src/facts/sysctl-value.ts';
import { systemFacts } from '../../src/facts/system-facts.ts';
import { userCrontab } from '../../src/facts/user-crontab.ts';
import { userState } from '../../src/facts/user-state.ts';
import { volumeGroup } from '../../src/facts/volume-group.ts';
import { runFact } from '../support/run-fact.ts';

const name = 'a';
const reads: readonly (readonly [string, (stdout: Buffer) => readonly unknown[], () => Buffer])[] = [
  subject(packageState, ['bash', name]),
  subject(packageCandidate, [{ name: 'bash' }, { name, release: 'stable' }]),
  subject(offeredPackages.dnf, ['bash', name]),
  subject(offeredPackages.apk, ['bash', name]),
  subject(repositoryData, ['dnf', 'apk']),
  subject(aptLists, [null]),
  subject(aptPending, [['autoremove'], ['remove', '--', 'no-such-package']]),
  subject(serviceState, ['cron.service', 'a.timer']),
  subject(daemonReloadNeeded, [null]),
  subject(userState, ['root', name]),
  subject(groupState, ['root', name]),
  subject(passwordHash, ['root', name]),
  subject(sysctlValue, ['kernel.hostname', 'a.b']),
  subject(sysctlSettings, ['kernel.printk', 'a.b']),
  subject(userCrontab, ['root', name]),
  subject(blockDevice, ['/etc/passwd', 'UUID=none']),
  subject(gitCheckout, [{ dest: '/', repo: '/', version: 'HEAD', ask: 'never' }]),
  subject(kernelModule, ['ext4', name]),
  subject(localeNames, [null]),
  subject(loginAccount, [null]),
  subject(mountState, ['/', '/no-such-place']),
  subject(sshdSettings, [{ options: [] }, { options: ['Port=1'], connection: 'user=a' }]),
  subject(swapState, ['/swapfile', name]),
  subject(volumeGroup, ['data', name]),
  subject(systemFacts, [null]),
];

describe.each(reads)('%s', (_, parse, sample) => {
  test('gives one value a key, or a FactError, for whatever a host prints', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
    );
    const check = (): void =>
      fc.assert(
        fc.property(garbage, (stdout) => expectValuesOrFactError(parse, stdout)),
        { numRuns: 150 },
      );
    expect(check).not.toThrow();
  });

  test('gives one value a key, or a FactError, for a true answer that was damaged', () => {
    const answer = sample();
    const cut = fc.nat(answer.length);
    const damage = (from: number, to: number, put: string): Buffer =>
      Buffer.concat([answer.subarray(0, from), Buffer.from(put), answer.subarray(to)]);
    const check = (): void =>
      fc.assert(
        fc.property(cut, cut, fc.constantFrom(...words), (from, to, put) =>
          expectValuesOrFactError(parse, damage(from, to, put)),
        ),
        { numRuns: 100 },
      );
    expect(check).not.toThrow();
  });
});

/** What the parsers look for, in wrong places. */
const words = [
  '\n', '\n\n', '\t', ' ', ':', '=', '/', '0', '4294967296', '-1', '1e9', '__proto__', 'constructor', 'apt', 'none', 'systemd',
  'package', 'virtual', 'dpkg', 'ii ', 'release ', 'bash:', '  Candidate: 1', '     1 500', '# simulation', 'Inst a [1] (2 x)', 'Id=a', 'LoadState=',
  'ActiveState=x', 'user:home:', 'group:', 'shadow:', 'unreadable', 'root', '/proc/sys/', 'kernel/hostname:', 'file:/etc/sysctl.d/a.conf',
  'settings', 'refused', ' port 22', 'state checkout', 'checkout', 'head ', 'remote a\trefs/heads/', 'device 1 - /', 'loaded ', '1 2 8:1 / / rw - a b c',
  '/etc/x:1:a.b=c', 'lines', 'no-cron', 'refused ', 'uname Linux 6 x', 'id uid=0(root)', 'addr 1: lo inet ', '::1/128', '/etc/os-release:ID=',
  '/sys/class/net/__proto__/mtu:1', '/proc/mounts:/dev/a ', '\\777', '"', "'", '\0', '\u{1F600}',
]; // prettier-ignore

function subject<Key, Value>(kind: FactKind<Key, Value>, keys: readonly Key[]) {
  const parse = (stdout: Buffer): readonly Value[] => {
    const values = kind.parse(stdout, keys);
    if (values.length !== keys.length) throw new Error(`${values.length} values for ${keys.length} keys`);
    return values;
  };
  return [kind.name, parse, () => answerOf(kind, keys)] as const;
}

function answerOf<Key, Value>(kind: FactKind<Key, Value>, keys: readonly Key[]): Buffer {
  let answer: Buffer = Buffer.alloc(0);
  runFact({ ...kind, parse: (stdout: Buffer) => ((answer = stdout), []) }, keys);
  return answer;
}

function expectValuesOrFactError(parse: (stdout: Buffer) => readonly unknown[], stdout: Buffer): void {
  try {
    JSON.stringify(parse(stdout));
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
  }
  if (Object.keys(Object.prototype).length > 0) throw new Error('the prototype of all objects was changed');
}
