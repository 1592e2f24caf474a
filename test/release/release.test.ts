import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { generateKey } from '../support/sshd.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const out = temporaryDirectory();

function release(...words: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, ['scripts/release.js', ...words], { encoding: 'utf8' });
}

test('what is released can be checked as docs/releases.md has it, and tells what it is made of', () => {
  const key = join(out, 'key');
  generateKey(key, 'ed25519');
  const { status, stderr } = release('--out', out, '--key', key, '--without-audit');
  expect({ status, stderr }).toMatchObject({ status: 0 });
  writeFileSync(join(out, 'allowed_signers'), `release@example.org ${readFileSync(`${key}.pub`, 'utf8')}`);
  const page = readFileSync('docs/releases.md', 'utf8');
  const commands = page.split('\n').filter((line) => /^ {4}(ssh-keygen|sha256sum) /.test(line));
  expect(commands).toHaveLength(2);
  for (const command of commands) execFileSync('sh', ['-c', command], { cwd: out, stdio: 'pipe' });
  const version = '0.1.0';
  const parts = JSON.parse(readFileSync(join(out, `rackwright-${version}.cdx.json`), 'utf8')) as {
    readonly components: readonly { readonly name: string; readonly group?: string }[];
  };
  const names = parts.components.map(({ name }) => name);
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) expect(names).toContain(name);
  expect(names).not.toContain('jest');
});

test('what was changed on its way is refused', () => {
  writeFileSync(join(out, 'rackwright-0.1.0.cdx.json'), '{}');
  expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out }).status).toBe(1);
});

test('without a place nothing is made', () => {
  expect(release()).toMatchObject({ status: 2, stderr: 'release: --out DIRECTORY is missing\n' });
});
