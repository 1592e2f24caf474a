import { expect, test } from '@jest/globals';
import { cutsTheLine } from '../../src/engine/cuts-the-line.ts';

test.each([
  ...['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/sudoers', '/etc/sudoers.d/ops', '/etc/doas.conf'],
  ...['/etc/ssh/sshd_config', '/etc/ssh', '/root/.ssh/authorized_keys', '/home/anna/.ssh', '/srv/git/.ssh/rc'],
  ...['/etc/pam.d/sshd', '/etc/security/access.conf', '/etc/nsswitch.conf', '/etc/hosts.allow', '/etc/hosts.deny'],
  ...['/etc/nftables.conf', '/etc/nftables.d/10.nft', '/etc/iptables/rules.v4', '/etc/ufw/user.rules'],
  ...['/etc/network/interfaces', '/etc/netplan/01.yaml', '/etc/systemd/network/10.network'],
  ...['/etc/NetworkManager/system-connections/a', '/etc/rackwright/firewall.nft'],
])('%s may decide who gets in', (path) => {
  expect(cutsTheLine(path)).toBe(true);
});

test.each(['/etc/motd', '/etc/sshd', '/etc/ssh_banner', '/srv/etc/passwd', '/srv/x.ssh', '/srv/.sshrc', '/etc'])(
  '%s does not',
  (path) => {
    expect(cutsTheLine(path)).toBe(false);
  },
);
