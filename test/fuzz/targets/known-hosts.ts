import { findLinesAbout, hostNames } from '../../../src/hosts/known-hosts/lines-about-host.ts';
import { judgeHostKey } from '../../../src/hosts/known-hosts/judge.ts';
import { createNameIndex } from '../../../src/hosts/known-hosts/name-index.ts';
import { parseKnownHosts } from '../../../src/hosts/known-hosts/parse.ts';
import type { FuzzTarget } from '../target.ts';

const key = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu', 'base64');

/** A file that does not hold a host's key never makes it known. */
export const knownHosts: FuzzTarget = {
  fuzz: (data) => {
    const text = data.toString('utf8');
    const { lines } = parseKnownHosts(text, 'known_hosts');
    const verdict = judgeHostKey(findLinesAbout([createNameIndex(lines)], hostNames('web1', 2222, undefined)), key);
    if (verdict.type === 'known' && !lines.some((line) => line.key.equals(key)))
      throw new Error('a key is known that stands nowhere');
  },
  words: [
    'web1', '[web1]:2222', '|1|', '|', '*', '!', ',', '?', ' ', '\n', '@revoked', '@cert-authority', '#', 'ssh-ed25519',
    'AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu', 'ecdsa-sha2-nistp256', '=', '\t', '\r',
  ], // prettier-ignore
};
