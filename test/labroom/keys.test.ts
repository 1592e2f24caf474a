import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureKey, labFiles, removeKeys, writeKnownHosts } from '../../src/lab/keys.ts';
import type { LabPlan } from '../../src/lab/plan.ts';

let root: string;
let plan: LabPlan;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'rackwright-'));
  plan = { name: 'lab', subnet: '198.18.10.0/24', hosts: [], directory: path.join(root, '.rackwright', 'lab') };
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a lab’s keys', () => {
  test('are made once, readable by nobody else, and are gone afterwards with their directories', async () => {
    const first = await ensureKey(plan);
    expect(first).toMatch(/^ssh-ed25519 \S+ rackwright-lab-lab$/);
    expect(await ensureKey(plan)).toBe(first);
    await writeKnownHosts(plan, ['198.18.10.11 ssh-ed25519 AAAA']);
    const files = labFiles(plan);
    expect(statSync(files.identity).mode & 0o777).toBe(0o600);
    expect(readFileSync(files.knownHosts, 'utf8')).toBe('198.18.10.11 ssh-ed25519 AAAA\n');
    await writeKnownHosts(plan, ['198.18.10.12 ssh-ed25519 BBBB']);
    await writeKnownHosts(plan, ['198.18.10.11 ssh-ed25519 CCCC']);
    expect(readFileSync(files.knownHosts, 'utf8')).toBe(
      '198.18.10.12 ssh-ed25519 BBBB\n198.18.10.11 ssh-ed25519 CCCC\n',
    );

    await removeKeys(plan);
    expect(existsSync(path.join(root, '.rackwright'))).toBe(false);
    await removeKeys(plan);
  });

  test('a user’s own key is used and stays', async () => {
    mkdirSync(plan.directory, { recursive: true });
    const { identity, publicKey } = labFiles(plan);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'me@example', '-f', identity]);
    expect(await ensureKey(plan)).toBe(readFileSync(publicKey, 'utf8').trim());
    await removeKeys(plan);
    expect(existsSync(identity)).toBe(true);
  });

  test('a key whose public half is lost still serves', async () => {
    const line = await ensureKey(plan);
    rmSync(labFiles(plan).publicKey);
    expect((await ensureKey(plan)).split(' ')[1]).toBe(line.split(' ')[1]);
  });

  test('other files in the directory stay', async () => {
    await ensureKey(plan);
    const other = path.join(plan.directory, 'notes');
    mkdirSync(other);
    await removeKeys(plan);
    expect(existsSync(other)).toBe(true);
  });
});
