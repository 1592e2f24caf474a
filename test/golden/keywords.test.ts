import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { keywordPage } from '../../src/cli/keyword-page.ts';
import { ansibleKeywords } from '../../src/playbook/ansible-keywords.ts';
import type { KeywordPlace } from '../../src/playbook/ansible-keywords.ts';
import { keywordPlaces } from '../../src/playbook/keyword-places.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { runProgram } from '../support/program.ts';

const cwd = join(import.meta.dirname, 'keywords');
const playbooks = readdirSync(cwd).filter((name) => name.endsWith('.yml'));

/** `one debug a: ok a` */
function line(event: RunEvent): readonly string[] {
  if (event.type !== 'task.finished') return [];
  const { host, task, outcome } = event;
  const item = task.item === undefined ? '' : ` [${task.item}]`;
  return [`${host} ${task.name}${item}: ${outcome.status} ${detailOf(outcome)}`.trim()];
}

function detailOf(outcome: Extract<RunEvent, { readonly type: 'task.finished' }>['outcome']): string {
  switch (outcome.status) {
    case 'ok':
      return outcome.message ?? '';
    case 'skipped':
      return outcome.why;
    case 'failed':
      return outcome.failure.message;
    case 'changed':
    case 'would-change':
    case 'unreachable':
      return '';
  }
}

describe('keywords do what they say: every playbook ends with what must happen', () => {
  test.each(playbooks)('%s', async (name) => {
    const text = readFileSync(join(cwd, name), 'utf8');
    const expected = [...text.matchAll(/^# (.*)$/gm)].map((match) => match[1]);
    const end = await runProgram(['run', name, '-i', 'hosts.ini', '-f', '1'], { cwd });
    expect({ err: end.err, lines: end.events.flatMap(line) }).toEqual({ err: '', lines: expected });
  });

  test.each(Object.keys(keywordPlaces) as KeywordPlace[])('and every keyword of a %s is in one of them', (place) => {
    const used = new Set(playbooks.flatMap((name) => keysIn(parse(readFileSync(join(cwd, name), 'utf8')), place)));
    expect(Object.keys(keywordPlaces[place]).filter((keyword) => !used.has(keyword))).toEqual([]);
  });
});

type Map = Readonly<Record<string, unknown>>;

const mapsIn = (value: unknown): readonly Map[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter(
    (each): each is Map => typeof each === 'object' && each !== null,
  );

/** The keys of the plays, role entries, blocks or tasks of a playbook. */
function keysIn(playbook: unknown, place: KeywordPlace): readonly string[] {
  const plays = mapsIn(playbook);
  if (place === 'play') return plays.flatMap(Object.keys);
  if (place === 'role') return plays.flatMap((play) => mapsIn(play['roles'])).flatMap(Object.keys);
  const entries = plays.flatMap((play) =>
    ['pre_tasks', 'tasks', 'post_tasks', 'handlers'].flatMap((part) => withInner(mapsIn(play[part]))),
  );
  return entries.filter((each) => Array.isArray(each['block']) === (place === 'block')).flatMap(Object.keys);
}

function withInner(entries: readonly Map[]): readonly Map[] {
  return entries.flatMap((each) => [
    each,
    ...['block', 'rescue', 'always'].flatMap((part) => withInner(mapsIn(each[part]))),
  ]);
}

describe('the table of keywords', () => {
  test('agrees with ours', () => {
    expect(keywordPage()).toContain('| `max_fail_percentage` |');
  });

  test('has all that Ansible has, at the same places', () => {
    const asked = spawnSync('/usr/bin/python3', ['-c', judge], { encoding: 'utf8' });
    expect(asked.stderr).toBe('');
    const theirs = JSON.parse(asked.stdout) as Readonly<Record<KeywordPlace, readonly string[]>>;
    for (const [place, names] of Object.entries(theirs)) {
      const ours = ansibleKeywords.flatMap((each) => (each.places.includes(place as KeywordPlace) ? each.names : []));
      expect({ place, missing: names.filter((name) => !ours.includes(name)) }).toEqual({ place, missing: [] });
    }
  });
});

/** `async_val` is another name of `async` inside of Ansible. */
const judge = `
import json
from ansible.playbook import play, block, handler
from ansible.playbook.role import include
kinds = {'play': play.Play, 'role': include.RoleInclude, 'block': block.Block, 'task': handler.Handler}
print(json.dumps({kind: [name for name, each in made.fattributes.items() if not each.private and name != 'async_val']
                  for kind, made in kinds.items()}))
`;

describe('a keyword of Ansible’s that does not exist here is refused with what to do instead', () => {
  test.each([
    ['- {hosts: one, collections: [a.b], tasks: []}', 'unknown-key', 'long names such as'],
    ['- {hosts: one, roles: [{role: shown, remote_user: root}]}', 'unknown-key', 'write it on the play'],
    ['- {hosts: one, tasks: [{block: [], module_defaults: {}}]}', 'unknown-key', 'Give the arguments at the tasks'],
    ['- {hosts: one, tasks: [{debug: {}, become_flags: x}]}', 'unknown-key', 'one tested way'],
    ['- {hosts: one, tasks: [{debug: {}, delegate_facts: true}]}', 'unknown-key', 'found in `hostvars`'],
  ])('%s', async (text, code, hint) => {
    const { diagnostics } = await read(text);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(diagnostics[0]?.hint).toContain(hint);
  });
});

async function read(text: string) {
  const [{ createFinder }, { actions }, { readPlaybook }] = await Promise.all([
    import('../../src/definition.ts'),
    import('../../src/actions/registry.ts'),
    import('../../src/playbook/read.ts'),
  ]);
  const finder = createFinder(actions);
  return readPlaybook(join(cwd, 'site.yml'), {
    readText: (path) => (path.endsWith('site.yml') ? text : undefined),
    isDirectory: (path) => path.endsWith('shown'),
    list: () => [],
    show: (path) => path,
    find: (name) => finder.find(name),
    kinds: finder.names,
    rolePaths: [],
  });
}
