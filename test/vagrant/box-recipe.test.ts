import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { script } from './scripts.ts';

const archive = {
  sources: 'deb http://archive.example/debian bookworm main\n',
  settings: 'Acquire::Retries "3";\n',
};
const setup = { script: 'setup.sh', key: 'ssh-ed25519 AAAA me', certificates: ['/tmp/one.crt'] };

describe('the box', () => {
  test('is reached for packages as this machine is, and trusts what it trusts', async () => {
    const { bootstrapCommand } = await script('box-recipe');
    const command = bootstrapCommand('/tmp/root', archive, setup);
    expect(command).toContain('--aptopt=Acquire::Retries "3";');
    expect(command).toContain('--customize-hook=copy-in /tmp/one.crt /usr/local/share/ca-certificates');
    expect(command.slice(-3)).toEqual(['bookworm', '/tmp/root', archive.sources.trim()]);
  });

  test('takes the usual sources where this machine has none', async () => {
    const { bootstrapCommand } = await script('box-recipe');
    const command = bootstrapCommand('/tmp/root', { sources: '', settings: '' }, { ...setup, certificates: [] });
    expect(command.slice(-2)).toEqual(['bookworm', '/tmp/root']);
    expect(command).not.toContain('');
  });

  test('has no Python, and does not bring what a play is to install', async () => {
    const { bootstrapCommand } = await script('box-recipe');
    const included = bootstrapCommand('/tmp/root', archive, setup).find((word) => word.startsWith('--include='));
    expect(included).toContain('openssh-server');
    expect(included).not.toMatch(/python|nginx|cron|iptables|curl/);
  });

  test('has another name when anything in it is another', async () => {
    const { boxName } = await script('box-recipe');
    expect(boxName(['a', 'b'])).toMatch(/^rackwright-bookworm-[0-9a-f]{12}$/);
    expect(boxName(['a', 'b'])).toBe(boxName(['a', 'b']));
    expect(boxName(['a', 'b'])).not.toBe(boxName(['ab']));
  });
});

describe('the scripts of the box', () => {
  test.each(['vagrant/build-box', 'vagrant/box/setup.sh', 'vagrant/box/disk.sh'])('%s satisfies ShellCheck', (file) => {
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/bin\/sh\n/);
    expect(execFileSync('shellcheck', [file], { encoding: 'utf8' })).toBe('');
  });
});
