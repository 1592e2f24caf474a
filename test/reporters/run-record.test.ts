import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runRecord } from '../../src/reporters/run-record.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const site = `- hosts: all
  gather_facts: false
  tasks:
    - copy: {dest: ${directory}/motd, content: "a long\\nmessage\\n"}
    - debug: {msg: hello}
    - command: {argv: ["false"], always: true}
`;
const about = { who: 'anna@desk7', playbookDigest: 'p', inventoryDigest: 'i' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a run is kept with digests in place of contents, and with what was proven', async () => {
  writeFileSync(join(directory, 'site.yml'), site);
  const { events } = await runProgram(['run', 'site.yml', '-i', 'here,'], { cwd: directory });
  const written: string[] = [];
  const times = ['2026-11-27T10:00:00Z', '2026-11-27T10:00:09Z'];
  const reporter = runRecord(
    about,
    () => times.shift() ?? '',
    (text) => written.push(text),
  );
  for (const event of events) reporter.on(event);
  expect(written).toHaveLength(1);
  expect(JSON.parse(written.join(''))).toMatchObject({
    format: 'rackwright run 1',
    mode: 'run',
    playbook: 'site.yml',
    ...about,
    started: '2026-11-27T10:00:00Z',
    ended: '2026-11-27T10:00:09Z',
    interrupted: false,
    hosts: {
      here: {
        state: 'failed',
        tasks: [
          {
            kind: 'copy',
            at: 'site.yml:4:7',
            status: 'changed',
            proven: true,
            changes: expect.arrayContaining([
              { attribute: 'content', from: null, to: { bytes: 15, sha256: sha256('a long\nmessage\n') } },
            ]),
          },
          { kind: 'debug', status: 'ok', proven: false },
          { kind: 'command', status: 'failed', code: 'action-failed' },
        ],
        notes: [{ lost: 'failed' }],
      },
    },
  });
  expect(written.join('')).not.toContain('a long');
});

test('the program writes it whole, for its user alone, with the commit that it ran from', () => {
  writeFileSync(join(directory, 'site.yml'), site);
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', directory, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', 'site.yml');
  git('commit', '-qm', 'site');
  const bin = join(import.meta.dirname, '..', '..', 'bin', 'rackwright.js');
  const words = ['plan', 'site.yml', '-i', 'here,', '-c', 'local', '--report', 'run.json'];
  execFileSync(process.execPath, [bin, ...words], { cwd: directory });
  const path = join(directory, 'run.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory).filter((name) => name.startsWith('run.json'))).toEqual(['run.json']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    mode: 'plan',
    who: expect.stringMatching(/^.+@.+$/),
    revision: { commit: git('rev-parse', 'HEAD').trim(), clean: false },
    playbookDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    inventoryDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
