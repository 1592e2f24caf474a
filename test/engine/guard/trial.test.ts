import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { defineResource } from '../../../src/definition.ts';
import { fileContent } from '../../../src/facts/file-content.ts';
import type { Host, HostAddress } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import type { Outcome } from '../../../src/reporter.ts';
import type { Step } from '../../../src/resource.ts';
import { sh } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let tree: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  hostPathsIn(directory);
  // Letters that are special to sed.
  tree = join(directory, 'my.tree$[1]');
  mkdirSync(tree);
  writeFileSync(join(tree, 'main'), `include ${tree}/part\ninclude ${tree}/link\n`);
  writeFileSync(join(tree, 'part'), 'old');
  symlinkSync(join(tree, 'part'), join(tree, 'link'));
});

/** Its service takes what the files say, unless the main one is `refused`, and works unless it is `broken`. */
const treeKind = defineResource<{ readonly part: string }, string>({
  kind: 'tree',
  schema: {
    summary: 'Two files.',
    properties: { part: { description: 'What the part says.', type: 'string' } },
    required: ['part'],
    examples: [],
  },
  risk: 'service',
  wanted: ({ part }) => ({ part: typeof part === 'string' ? part : '' }),
  observe: async (_wanted, host) => {
    const found = await host.read(fileContent, join(tree, 'part'));
    return found.type === 'content' ? Buffer.from(found.bytes).toString() : '';
  },
  // One that is `restless` never is as it should be.
  diff: ({ part }, found) =>
    found === part && part !== 'restless' ? [] : [{ attribute: 'part', from: found, to: part }],
  steps: ({ part }): readonly Step[] => [
    { type: 'write', path: join(tree, 'empty'), content: new Uint8Array() },
    { type: 'write', path: join(tree, 'part'), content: Buffer.from(part), mode: '0640' },
    { type: 'write', path: join(tree, 'binary'), content: Buffer.from([0, 255, 10, 0]) },
    { type: 'run', title: 'count', command: sh`cat >${join(directory, 'fed')}`, stdin: Buffer.from('fed\0') },
  ],
  protects: ({ part }) => ({
    paths: ['empty', 'part', 'binary'].map((name) => join(tree, name)),
    reload: [{ title: 'tell it', command: sh`cat ${join(tree, 'part')} >>${join(directory, 'served')}` }],
    trial: {
      staged: {
        paths: [tree],
        check: sh`cat "$staged"${join(tree, 'main')} >${join(directory, 'seen')}
for file in $(sed 's/^include //' "$staged"${join(tree, 'main')}); do
  [ "$(cat "$file")" != refused ] || { echo "$file says refused" >&2; exit 1; }
done
[ "$(cat "$staged"${join(tree, 'link')})" = ${part} ] && [ ! -L "$staged"${join(tree, 'part')} ]`,
      },
      before: sh`before=$(cat ${join(tree, 'part')})`,
      proofs: [
        { title: 'tell it', command: sh`cat ${join(tree, 'part')} >>${join(directory, 'served')}` },
        {
          title: 'see it at work',
          command: sh`[ "$before" = old ] || exit 1
case $(cat ${join(tree, 'part')}) in
broken) echo 'it is down' >&2; exit 1 ;;
killed) kill -KILL "-$(cut -d ' ' -f 5 /proc/self/stat)" ;;
esac`,
        },
      ],
      evidence: sh`echo 'its log'`,
      settledBy: 'host',
    },
  }),
});

/** As whom the host was asked for anything. */
const users = new Set<string | undefined>();

async function keep(
  part: string,
  more = '',
): Promise<{ readonly code: number; readonly outcome: Outcome | undefined }> {
  writeFileSync(
    join(directory, 'site.yml'),
    `- hosts: all\n  gather_facts: false\n  ${more}\n  tasks:\n    - tree: {part: ${part}}\n`,
  );
  users.clear();
  const options = {
    cwd: directory,
    connect: async (address: HostAddress): Promise<Host> => {
      const host = await connectLocal(address);
      const send: Host['send'] = ({ become, ...request }) => {
        users.add(become?.user);
        return host.send(request);
      };
      return { ...host, traffic: host.traffic, send };
    },
    more: [treeKind],
    hostPaths: hostPathsIn(directory),
  };
  const { code, events } = await runProgram(['run', 'site.yml', '-i', 'here,'], options);
  const finished = events.find((event) => event.type === 'task.finished');
  return { code, outcome: finished?.type === 'task.finished' ? finished.outcome : undefined };
}

const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
const parts = (): readonly string[] => readdirSync(tree).toSorted();
const leftovers = (): readonly string[] =>
  readdirSync(join(directory, 'var-lib', 'rackwright'), { recursive: true })
    .map(String)
    .filter((name) => !name.startsWith('applied/'));

test('what holds is kept, and every byte is as it was given', async () => {
  const { code, outcome } = await keep('new');
  expect({ code, outcome }).toMatchObject({ code: 0, outcome: { status: 'changed', verified: true } });
  expect(readFileSync(join(tree, 'binary'))).toEqual(Buffer.from([0, 255, 10, 0]));
  expect({ fed: read('fed'), served: read('served'), parts: parts() }).toEqual({
    fed: 'fed\0',
    served: 'new',
    parts: ['binary', 'empty', 'link', 'main', 'part'],
  });
  expect(leftovers()).toEqual(['applied']);
});

test('the check sees the new files wherever the tree names itself', async () => {
  await keep('new');
  const seen = read('seen');
  expect(seen.match(/staged/g)).toHaveLength(2);
  expect(seen.replaceAll(/include \S*\/staged/g, 'include ')).toBe(`include ${tree}/part\ninclude ${tree}/link\n`);
});

test('what the check refuses touches nothing', async () => {
  const { code, outcome } = await keep('refused');
  expect(code).toBe(1);
  expect(outcome).toMatchObject({
    status: 'failed',
    failure: {
      code: 'command-failed',
      message: expect.stringContaining(`the check refused it, and nothing was changed: ${tree}/`),
    },
  });
  expect(parts()).toEqual(['link', 'main', 'part']);
  expect(readFileSync(join(tree, 'part'), 'utf8')).toBe('old');
  expect(leftovers()).toEqual([]);
});

test('a proof that fails brings back the old tree and tells the service, and says why', async () => {
  const { code, outcome } = await keep('broken');
  expect(code).toBe(1);
  expect(outcome).toMatchObject({
    status: 'failed',
    failure: {
      code: 'rolled-back',
      message: 'the host put back what was there before, because it could not see it at work: it is down',
      stdout: 'its log',
      stderr: 'it is down',
    },
  });
  expect(parts()).toEqual(['link', 'main', 'part']);
  expect({ part: readFileSync(join(tree, 'part'), 'utf8'), served: read('served') }).toEqual({
    part: 'old',
    served: 'brokenold',
  });
  expect(leftovers()).toEqual([]);
});

test('what the host takes, and reads otherwise all the same, has not converged', async () => {
  const { code, outcome } = await keep('restless');
  expect({ code, outcome }).toMatchObject({
    code: 1,
    outcome: { status: 'failed', failure: { code: 'not-converged', changes: [{ attribute: 'part' }] } },
  });
});

test('what was killed on the host is undone at our word', async () => {
  const { code, outcome } = await keep('killed');
  expect({ code, outcome }).toMatchObject({ code: 1, outcome: { failure: { code: 'rolled-back' } } });
  expect({ parts: parts(), part: readFileSync(join(tree, 'part'), 'utf8') }).toEqual({
    parts: ['link', 'main', 'part'],
    part: 'old',
  });
  expect(leftovers()).toEqual([]);
});

test.each(['new', 'killed'])('all of it is done as the user that the task becomes: %s', async (part) => {
  await keep(part, 'become: true\n  become_user: carl');
  expect(users).toEqual(new Set(['carl']));
});
