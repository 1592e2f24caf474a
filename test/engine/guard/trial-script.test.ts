import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { trialScript } from '../../../src/engine/guard/trial-script.ts';
import type { Trial } from '../../../src/resource.ts';
import { sh } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { shells } from '../../support/run-fact.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();

describe.each(shells)('in %s', (name, [program, ...words]) => {
  test.each([
    ['holds', 'new', 0, '', 'new'],
    ['is refused', 'refused', 1, 'refused\n', 'old'],
    ['is undone', 'broken', 1, 'now look at it\nundone look at it\nthe log\n', 'old'],
  ])('a change that %s', (title, text, status, said, left) => {
    const directory = join(base, `${name} ${title}`);
    const tree = join(directory, 'tree');
    mkdirSync(tree, { recursive: true });
    writeFileSync(join(tree, 'a'), 'old');
    const { runtime, state, units } = hostPathsIn(directory);
    const paths = ['a', 'b'].map((file) => join(tree, file));
    const trial: Trial = {
      staged: {
        paths: [tree],
        // As nginx does with logs that are not there yet.
        check: sh`: >${join(directory, 'log')}
[ "$(cat "$staged"${join(tree, 'a')})" != refused ] && grep -q staged "$staged"${join(tree, 'b')}`,
      },
      before: sh`old=$(cat ${join(tree, 'a')})`,
      proofs: [{ title: 'look at it', command: sh`[ "$old" = old ] && [ "$(cat ${join(tree, 'a')})" != broken ]` }],
      evidence: sh`echo 'the log'`,
      settledBy: 'host',
    };
    const guard = {
      runtime,
      state: join(state, 'rackwright'),
      units,
      seconds: 600,
      token: 'a'.repeat(32),
      protection: { paths, trial },
    };
    const { script, stdin } = trialScript(
      guard,
      trial,
      [
        { type: 'write', path: join(tree, 'b'), content: Buffer.from(`see ${tree}/a`), mode: '0600' },
        { type: 'write', path: join(tree, 'a'), content: Buffer.from(text) },
      ],
      undefined,
    );
    const done = spawnSync(program, [...words, '-c', script.text], { input: stdin, encoding: 'utf8' });
    expect({ status: done.status, said: done.stdout.replace(/^now look at it\n$/, '') }).toEqual({ status, said });
    expect(readFileSync(join(tree, 'a'), 'utf8')).toBe(left);
    expect(statSync(join(directory, 'log')).mode & 0o777).toBe(0o644);
    expect(readdirSync(tree)).toEqual(left === 'new' ? ['a', 'b'] : ['a']);
    expect(readdirSync(join(state, 'rackwright'))).toEqual([]);
  });
});
