import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { HostContext } from '../../../src/engine/context.ts';
import type { HostPaths } from '../../../src/engine/host-paths.ts';
import { clearHandlers } from '../../../src/engine/journal/clear-handlers.ts';
import { firstRequest } from '../../../src/engine/journal/first-request.ts';
import { Journal } from '../../../src/engine/journal/journal.ts';
import { noteBefore, noteNow } from '../../../src/engine/journal/note-before.ts';
import { owedId } from '../../../src/engine/journal/owed-id.ts';
import { taskKey } from '../../../src/engine/journal/task-key.ts';
import type { Become, CommandResult, HostRequest } from '../../../src/host.ts';
import type { Play, Task } from '../../../src/playbook/model.ts';
import { sh } from '../../../src/shell.ts';
import type { Command } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { locatedText } from '../../support/located-text.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const carl: Become = { method: 'sudo', user: 'carl' };
const handler = (name: string, more: Partial<Task> = {}): Task =>
  ({ name: locatedText(name), kind: 'service', listen: [], notify: [], ...more }) as unknown as Task;
const [restart, reload] = [handler('restart'), handler('reload', { role: { name: 'nginx' } as Task['role'] })];

const base = temporaryDirectory();
let paths: HostPaths;
let journal: Journal;
let count = 0;
beforeEach(() => {
  count += 1;
  paths = hostPathsIn(join(base, String(count)));
  journal = new Journal(paths, "anna's run");
});

const run = (script: Command): number | null => spawnSync('/bin/sh', ['-c', `umask 077\n${script.text}`]).status;
const kept = (): string => join(paths.state, 'rackwright', 'owed');
const owed = (): readonly string[] => readdirSync(kept()).toSorted();
const ids = (...handlers: readonly Task[]): readonly string[] => handlers.map((each) => owedId('web', each)).toSorted();

describe('handlers are known', () => {
  test('by role and name, or by play and name, the same on every laptop', () => {
    expect(owedId('web', restart)).toMatch(/^[0-9a-f]{32}$/);
    expect(owedId('web', restart)).toBe(owedId('web', handler('restart')));
    expect(owedId('db', restart)).not.toBe(owedId('web', restart));
    expect(owedId('db', reload)).toBe(owedId('web', reload));
    expect(owedId('nginx', handler('reload'))).not.toBe(owedId('web', reload));
  });

  test('and without a name by what they listen to', () => {
    const named = (listen: readonly string[]) => handler('', { name: undefined, listen });
    expect(owedId('web', named(['a']))).not.toBe(owedId('web', named(['b'])));
    expect(taskKey('web', named(['a', 'b']))).toBe('play web: service a b');
    expect(taskKey('web', reload)).toBe('role nginx: reload');
  });
});

describe('a note on the host', () => {
  test('is one small file for each handler, for its user alone, and says what it is', () => {
    const note = journal.note('web', [restart, reload], carl);
    expect(note?.handlers).toEqual([restart, reload]);
    expect(run(note?.script ?? sh`exit 9`)).toBe(0);
    expect(owed()).toEqual(ids(restart, reload));
    const text = (each: Task): string => readFileSync(join(kept(), owedId('web', each)), 'utf8');
    expect(text(restart)).toBe(`{"handler":"restart","play":"web","by":"anna's run"}\n`);
    expect(text(reload)).toBe(`{"handler":"reload","role":"nginx","play":"web","by":"anna's run"}\n`);
    expect(statSync(join(kept(), owedId('web', restart))).mode & 0o777).toBe(0o600);
  });

  test('is made once, and again when it was not made after all', () => {
    const note = journal.note('web', [restart], undefined);
    expect(journal.note('web', [restart], undefined)).toBeUndefined();
    expect(journal.note('web', [restart, reload], undefined)?.handlers).toEqual([reload]);
    note?.forget();
    expect(journal.note('web', [restart, reload], undefined)?.handlers).toEqual([restart]);
  });

  test('of this run is none that an earlier one has left', () => {
    journal.note('web', [restart], undefined);
    journal.found(owedId('web', reload), '{}', undefined);
    expect([journal.owes('web', restart), journal.owes('web', reload), journal.owes('web', handler('x'))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(journal.owed.map(({ id, earlier }) => [id, earlier])).toEqual([
      [owedId('web', restart), false],
      [owedId('web', reload), true],
    ]);
    expect(journal.note('web', [reload], undefined)).toBeUndefined();
  });
});

describe('handlers that have run', () => {
  test('are cleared for each user whose runner has them noted', () => {
    const id = owedId('web', restart);
    journal.found(id, '{}', undefined);
    journal.found(id, '{}', carl);
    journal.found(owedId('web', reload), '{}', carl);
    const requests = journal.clear('web', [restart, reload, handler('x')]);
    expect(requests.map(({ become }) => become)).toEqual([undefined, carl]);
    run(journal.note('web', [restart, reload, handler('other')], undefined)?.script ?? sh`:`);
    for (const { script } of requests) run(script);
    expect(owed()).toEqual(ids(handler('other')));
  });

  test('are owed no more', () => {
    journal.found(owedId('web', restart), '{}', undefined);
    journal.clear('web', [restart]);
    expect(journal.clear('web', [restart])).toEqual([]);
    expect(journal.owes('web', restart)).toBe(false);
  });
});

describe('in a run', () => {
  const result = (exitCode: number, stderr = ''): CommandResult => ({
    ...{ exitCode, stdout: new Uint8Array(), stderr: Buffer.from(stderr) },
    ...{ truncated: false, skipped: false, durationMs: 0 },
  });

  function contextOf(
    answer: () => Promise<CommandResult>,
    more: Partial<HostContext> = {},
  ): { readonly context: HostContext; readonly sent: readonly HostRequest[] } {
    const sent: HostRequest[] = [];
    const home = {
      write: (request: HostRequest) => {
        sent.push(request);
        return answer();
      },
    };
    const play = { name: 'web', handlers: [restart] } as unknown as Play;
    const context = { home, line: home, journal, play, mode: 'run', playBecome: () => carl, ...more };
    return { context: context as unknown as HostContext, sent };
  }
  const fine = () => Promise.resolve(result(0));
  const lost = () => Promise.reject(new HostError('unreachable', 'the line was cut'));
  const task = handler('change', { notify: [{ name: 'restart', span: locatedText('x').span }] });

  test('handlers are cleared on the host; one that is lost then runs them once more', async () => {
    journal.found(owedId('web', restart), '{}', carl);
    const { context, sent } = contextOf(lost);
    await clearHandlers(context, [restart]);
    expect(sent).toMatchObject([{ become: carl }]);
    journal.found(owedId('web', restart), '{}', carl);
    const broken = contextOf(() => Promise.reject(new TypeError('oops')));
    await expect(clearHandlers(broken.context, [restart])).rejects.toThrow('oops');
  });

  test('a plan leaves the host as it is', async () => {
    journal.found(owedId('web', restart), '{}', carl);
    const { context, sent } = contextOf(fine, { mode: 'plan' });
    await clearHandlers(context, [restart]);
    expect({ sent, owed: journal.owed }).toEqual({ sent: [], owed: [] });
  });

  test('what a task notifies is noted in the chain of its steps', async () => {
    const { context, sent } = contextOf(fine);
    const note = await noteBefore(context, { task, locals: {} }, carl);
    expect(note?.handlers).toEqual([restart]);
    expect(sent).toEqual([]);
    expect(journal.owed.map(({ keepers }) => [...keepers.values()])).toEqual([[carl]]);
  });

  test('or at once, as the play’s user, when the task works elsewhere', async () => {
    const { context, sent } = contextOf(fine, { line: {} as HostContext['line'] });
    expect(await noteBefore(context, { task, locals: {} }, undefined)).toBeUndefined();
    expect(sent).toMatchObject([{ become: carl }]);
    expect(await noteBefore(context, { task, locals: {} }, undefined)).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  test('what cannot be noted is not done, and is noted the next time', async () => {
    const { context } = contextOf(() => Promise.resolve(result(1, 'it is full')));
    const note = await noteBefore(context, { task, locals: {} }, undefined);
    if (note === undefined) throw new Error('nothing is noted');
    await expect(noteNow(context, note, undefined)).rejects.toMatchObject({
      code: 'command-failed',
      message: 'could not note the handlers that this notifies; nothing was done: it is full',
    });
    expect(journal.owed).toEqual([]);
  });

  test('what is written is noted with it, but not on another host', () => {
    const written = { note: () => sh`applied`, forget: () => sh`` } as unknown as HostContext['applied'];
    const here = contextOf(fine, { applied: written }).context;
    const note = journal.note('web', [restart], undefined);
    expect(firstRequest(here, [], note)).toMatchObject({ script: note?.script, applied: { text: 'applied' } });
    expect(firstRequest(here, [], undefined)).toMatchObject({ script: { text: ':' }, applied: { text: 'applied' } });
    firstRequest(here, [], note)?.forget();
    expect(journal.owed).toEqual([]);
    const elsewhere = contextOf(fine, { applied: written, line: {} as HostContext['line'] }).context;
    expect(firstRequest(elsewhere, [], note)).toBe(note);
    expect(firstRequest(elsewhere, [], undefined)).toBeUndefined();
  });
});
