import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { stepsRequests } from '../../src/engine/steps-request.ts';
import type { SentStep } from '../../src/engine/step-request.ts';
import { sh } from '../../src/shell.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

type Write = Extract<SentStep, { readonly type: 'write' }>;

const root = temporaryDirectory();
const place = join(root, "it's a place");
const isRoot = process.getuid?.() === 0;
const write = (name: string, text: string, more: Partial<Write> = {}): SentStep => ({
  type: 'write',
  path: join(place, name),
  content: new TextEncoder().encode(text),
  ...more,
});
const makeDirectory = (name: string): SentStep => ({ type: 'directory', path: join(place, name), mode: '0755' });
const run: SentStep = { type: 'run', title: 'look', command: sh`true` };

beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
});

describe('neighbours', () => {
  const sizes = (...steps: readonly SentStep[]): readonly number[] =>
    stepsRequests(steps).map((each) => each.steps.length);

  test('that put texts and directories in place share a request', () => {
    expect(sizes(makeDirectory('d'), write('a', 'x'), write('b', 'y'), { type: 'remove', path: '/c' })).toEqual([4]);
  });

  test('do not share it with commands, checks, old copies and what no shell can hold', () => {
    expect(sizes(write('a', 'x'), run, write('b', 'y'), write('c', 'z'))).toEqual([1, 1, 2]);
    expect(sizes(write('a', 'x'), write('b', 'y', { validate: 'true %s' }), write('c', 'z'))).toEqual([1, 1, 1]);
    expect(sizes(write('a', 'x'), write('b', 'y', { backup: true }), write('c', 'nul\0'))).toEqual([1, 1, 1]);
    const latin1 = { content: Uint8Array.of(0xe4), path: '/a', type: 'write' } as const;
    expect(sizes(latin1, write('b', 'y'), write('c', 'x'.repeat(70_000)))).toEqual([1, 1, 1]);
  });

  test('travel as a confidential script, so that no process has the texts in its environment', () => {
    expect(stepsRequests([write('a', 'x'), write('b', 'y')])[0]?.request).toMatchObject({
      confidential: true,
      form: 'task',
      timeoutMs: 1_200_002,
    });
  });
});

describe.each(toolSets(root))('$title', (tools) => {
  const perform = (steps: readonly SentStep[], before = ''): { readonly done: number; readonly stderr: string } => {
    const [request, ...others] = stepsRequests(steps);
    if (request === undefined || others.length > 0) throw new Error('the steps do not share a request');
    const [program = 'sh', ...words] = tools.shell;
    const result = spawnSync(program, [...words, '-c', `${before}\n${request.request.script.text}`], {
      env: { ...process.env, LC_ALL: 'C', ...tools.environment },
      input: '',
    });
    const { stdout, stderr, status } = result;
    const common = { exitCode: status ?? 255, stdout, stderr, truncated: false, skipped: false, durationMs: 0 };
    const { done } = request.read(common);
    expect(common.exitCode === 0).toBe(done === steps.length);
    return { done, stderr: stderr.toString() };
  };
  const tree = (): readonly string[] =>
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const { mode } = statSync(join(place, name));
        return `${name} ${(mode & 0o7777).toString(8)}`;
      });
  const text = (name: string): string => readFileSync(join(place, name), 'utf8');

  test('all are done, in their order', () => {
    const odd = "it's {odd} $HOME `x` \\ %s\n\n";
    const steps = [makeDirectory('d'), write('d/-a', odd), write('d/b', ''), write('c', 'ünï', { mode: '0600' })];
    expect(perform([...steps, { type: 'remove', path: join(place, 'd/b') }])).toEqual({ done: 5, stderr: '' });
    expect(tree()).toEqual(['c 600', 'd 755', 'd/-a 644']);
    expect([text('d/-a'), text('c')]).toEqual([odd, 'ünï']);
  });

  test('old files keep the mode and owner that nothing is said about', () => {
    for (const name of ['a', 'b', 'c']) {
      writeFileSync(join(place, name), 'old');
      if (isRoot) chownSync(join(place, name), 4711, 4712);
      chmodSync(join(place, name), 0o4750);
    }
    const [uid, gid] = isRoot ? [4800, 4801] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    const all = { mode: '0640', owner: String(uid), group: String(gid) };
    const steps = [
      write('a', 'new'),
      write('b', 'new', { mode: '0640' }),
      write('c', 'new', all),
      write('d', 'new', all),
    ];
    expect(perform(steps)).toEqual({ done: 4, stderr: '' });
    expect(tree()).toEqual(['a 4750', 'b 640', 'c 640', 'd 640']);
    const owners = ['a', 'b', 'c', 'd'].map((name) => statSync(join(place, name)).uid);
    expect(owners).toEqual(isRoot ? [4711, 4711, 4800, 4800] : owners);
  });

  test('a new owner alone keeps an old set-id bit away', () => {
    writeFileSync(join(place, 'a'), 'old');
    chmodSync(join(place, 'a'), 0o4750);
    const group = String(process.getgid?.());
    expect(perform([write('a', 'new', { group }), write('b', 'new', { group })]).done).toBe(2);
    expect([text('a'), text('b')]).toEqual(['new', 'new']);
    expect(tree()).toEqual(['a 4750', 'b 644']);
  });

  test('what cannot be done stops the ones behind it and none before it', () => {
    const steps = [write('a', 'x'), write('missing/b', 'y'), write('c', 'z')];
    const { done, stderr } = perform(steps);
    expect(done).toBe(1);
    expect(stderr).toContain(`the directory ${place}/missing does not exist`);
    expect(tree()).toEqual(['a 644']);
  });

  test('an owner that does not exist is named', () => {
    const { done, stderr } = perform([write('a', 'x'), write('b', 'y', { owner: 'no-such-user' }), write('c', 'z')]);
    expect(done).toBe(1);
    expect(stderr).toContain('the owner cannot be set');
    expect(tree()).toEqual(['a 644']);
  });

  test('a file that is too big for the disk leaves the old content, and what stands before it is written', () => {
    writeFileSync(join(place, 'b'), 'old');
    const { done, stderr } = perform([write('a', 'x'), write('b', 'y'.repeat(50_000)), write('c', 'z')], 'ulimit -f 8');
    expect(done).toBe(1);
    expect(stderr).toMatch(/the new content (cannot be written|did not arrive whole); the old one is intact/);
    expect([text('b'), tree().length]).toEqual(['old', 2]);
  });

  test('links are followed, as by a write that travels alone', () => {
    mkdirSync(join(place, 'real'));
    symlinkSync('real/file', join(place, 'link'));
    expect(perform([write('link', 'x'), write('b', 'y')])).toEqual({ done: 2, stderr: '' });
    expect([text('real/file'), text('b')]).toEqual(['x', 'y']);
  });

  test('being killed leaves nothing half-written', async () => {
    const steps = Array.from({ length: 30 }, (_, index) => write(`f${index}`, 'x'.repeat(1000)));
    const [program = 'sh', ...words] = tools.shell;
    const script = stepsRequests(steps)[0]?.request.script.text ?? '';
    const child = spawn(program, [...words, '-c', script], {
      env: { ...process.env, ...tools.environment },
      detached: true,
      stdio: 'ignore',
    });
    while (readdirSync(place).length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await once(child, 'close');
    // Who has ended and was not collected yet counts as living, and may do so for long.
    for (let look = 0; look < 500 && groupLives(child.pid ?? 0); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const names = readdirSync(place);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
    for (const name of names) expect(text(name)).toHaveLength(1000);
  });
});

function groupLives(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
