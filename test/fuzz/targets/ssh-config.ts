import { parseSshOptions, toSshConfig } from '../../../src/hosts/ssh-config/parse.ts';
import type { FuzzTarget } from '../target.ts';

/** What `ssh -G` prints is read whatever stands in it. */
export const sshConfig: FuzzTarget = {
  fuzz: (data) => {
    toSshConfig(parseSshOptions(data.toString('utf8')), 'web1', undefined);
  },
  words: [
    'hostname ', 'user ', 'port ', 'proxyjump ', 'proxycommand ', 'identityfile ', 'userknownhostsfile ', 'stricthostkeychecking ', '\n', ' ', '~', '%h', '%p', '%%', '%', '"', 'none', 'yes', '22', '99999',
    'a@b:22,c', 'hostkeyalgorithms ', 'ciphers ', 'identityagent ', '[::1]', '\t',
  ], // prettier-ignore
};
