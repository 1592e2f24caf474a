import { FactError } from '../../../src/fact.ts';
import type { FactKind } from '../../../src/fact.ts';
import { blockDevice } from '../../../src/facts/block-device.ts';
import { fileContent } from '../../../src/facts/file-content.ts';
import { fileDigest } from '../../../src/facts/file-digest.ts';
import { fileState } from '../../../src/facts/file-state.ts';
import { gitCheckout } from '../../../src/facts/git-checkout.ts';
import { iptablesRules } from '../../../src/facts/iptables-rules.ts';
import { mountState } from '../../../src/facts/mount-state.ts';
import { packageCandidate } from '../../../src/facts/package-candidate.ts';
import { packageState } from '../../../src/facts/package-state.ts';
import { serviceState } from '../../../src/facts/service-state.ts';
import { sshdSettings } from '../../../src/facts/sshd-settings.ts';
import { sysctlSettings } from '../../../src/facts/sysctl-settings.ts';
import { systemFacts } from '../../../src/facts/system-facts.ts';
import { userCrontab } from '../../../src/facts/user-crontab.ts';
import { userState } from '../../../src/facts/user-state.ts';
import { volumeGroup } from '../../../src/facts/volume-group.ts';
import { allow } from '../allow.ts';
import type { FuzzTarget } from '../target.ts';

const parsers = [
  parser(systemFacts, [null]),
  parser(fileState, ['/etc/passwd', '/b']),
  parser(fileContent, ['/etc/passwd', '/b']),
  parser(fileDigest, ['/etc/passwd', '/b']),
  parser(packageState, ['bash', 'a']),
  parser(packageCandidate, [{ name: 'bash' }]),
  parser(serviceState, ['cron.service', 'a.timer']),
  parser(userState, ['root', 'a']),
  parser(userCrontab, ['root', 'a']),
  parser(iptablesRules, ['ipv4']),
  parser(mountState, ['/', '/b']),
  parser(blockDevice, ['/etc/passwd']),
  parser(sshdSettings, [{ options: [] }]),
  parser(sysctlSettings, ['kernel.printk']),
  parser(gitCheckout, [{ dest: '/', repo: '/', version: 'HEAD', ask: 'never' }]),
  parser(volumeGroup, ['data']),
];

/** The first byte says of what kind it is; a host's output gives values or a FactError. */
export const facts: FuzzTarget = {
  fuzz: (data) => {
    const parse = parsers[(data[0] ?? 0) % parsers.length];
    allow([FactError], () => parse?.(data.subarray(1)));
  },
  words: [
    '\n', '\0', ' ', '\t', ':', '=', '/', '0', '1', '4294967296', '-1', '1e9', '__proto__', 'uname Linux 6 x\n', 'id uid=0(root)\n', 'addr 1: lo inet ', '/etc/os-release:ID=', 'Id=cron.service\n',
    'ActiveState=active\n', 'bash', 'root:x:0:0:', 'user:', 'lines ', '-A INPUT ', '-P INPUT DROP\n', '*filter\n', 'COMMIT\n', '\\777', '"', "'", 'regular file', '81a4', '100644', 'missing',
  ], // prettier-ignore
};

function parser<Key, Value>(kind: FactKind<Key, Value>, keys: readonly Key[]): (stdout: Buffer) => void {
  return (stdout) => {
    const values = kind.parse(stdout, keys);
    if (values.length !== keys.length) throw new Error(`${values.length} values for ${keys.length} keys`);
    JSON.stringify(values);
  };
}
