import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../../src/definition.ts';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { HostContext } from '../../../src/engine/context.ts';
import { rollBack } from '../../../src/engine/undo/roll-back.ts';
import { saveBefore } from '../../../src/engine/undo/save-before.ts';
import { UndoLog } from '../../../src/engine/undo/undo-log.ts';
import type { Become, HostRequest } from '../../../src/host.ts';
import type { RunEvent } from '../../../src/reporter.ts';
import type { Protection, Step } from '../../../src/resource.ts';
import { sh } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
const carl: Become = { method: 'sudo', user: 'carl' };
let directory: string;
let state: string;
let log: UndoLog;
let context: HostContext;
let sent: HostRequest[];
let said: string[];
/** What the line does in place of asking the shell. */
let broken: Error | undefined;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  const paths = hostPathsIn(directory);
  state = join(paths.state, 'rackwright');
  [log, sent, said, broken] = [new UndoLog(), [], [], undefined];
  const home = {
    write: (request: HostRequest) => {
      sent.push(request);
      if (broken !== undefined) return Promise.reject(broken);
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', request.script.text]);
      return Promise.resolve({ exitCode: status, stdout, stderr });
    },
  };
  context = {
    ...{ host: 'web', mode: 'run', home, line: home, undo: log, play: { name: 'web', handlers: [] } },
    guard: { runtime: paths.runtime, state, units: paths.units, seconds: 60 },
    applied: { forget: (forgotten: readonly string[]) => sh`echo ${forgotten} >>${join(directory, 'forgotten')}` },
    emit: (event: RunEvent) => said.push(event.type === 'warning' ? event.message : event.type),
  } as unknown as HostContext;
  for (const name of ['a', 'b']) writeFileSync(join(directory, name), 'old', { mode: 0o640 });
});

const at = (name: string): string => join(directory, name);
const read = (name: string): string => readFileSync(at(name), { encoding: 'utf8', flag: 'a+' });
const write = (name: string): Step => ({ type: 'write', path: at(name), content: Buffer.from('new') });
const before = (steps: readonly Step[], more: Partial<Inspection> = {}): Inspection => ({
  ...{ changes: [], facts: {}, steps: () => steps, protection: undefined, reversal: undefined, settles: true },
  ...more,
});
const save = (works: Readonly<Record<string, Inspection>>, become?: Become): Promise<void> =>
  saveBefore(
    context,
    Object.entries(works).map(([what, inspection]) => ({ what, before: inspection })),
    become,
  );
const keptOf = (): readonly string[] => log.kept.map(({ what }) => what);

describe('what a change is about to touch', () => {
  test('is kept on the host in one request, for its user alone, as whom it is changed', async () => {
    await save({ one: before([write('a')]), two: before([write('b')]) }, carl);
    expect(sent).toMatchObject([{ form: 'task', become: carl }]);
    expect({ kept: keptOf(), lasting: log.lasting }).toEqual({ kept: ['two', 'one'], lasting: [] });
    const [newest] = log.kept;
    expect(newest).toMatchObject({ become: carl, guard: { state: `${state}/kept`, protection: { paths: [at('b')] } } });
    const [token = ''] = readdirSync(join(state, 'kept/guard'));
    expect(statSync(join(state, 'kept/guard', token)).mode & 0o777).toBe(0o700);
  });

  test('is what the change itself says it is, where it says so', async () => {
    const own = (path: string): Protection => ({ paths: [at(path)] });
    await save({
      one: before([write('a')], { protection: own('b') }),
      two: before([write('a')], { protection: own('a'), reversal: own('b') }),
    });
    expect(log.kept.map(({ guard }) => guard.protection.paths)).toEqual([[at('b')], [at('b')]]);
  });

  test('lasts when a command does more than one can know, or it is done elsewhere', async () => {
    const run: Step = { type: 'run', title: 'sing', command: sh`:` };
    await save({ one: before([write('a'), run]) });
    expect({ kept: keptOf(), lasting: log.lasting, sent }).toEqual({ kept: [], lasting: ['one'], sent: [] });
    context = { ...context, line: {} as HostContext['line'] };
    await save({ two: before([write('a')]) });
    expect(log.lasting).toEqual(['one', 'two']);
  });

  test('lasts when it is too big to be kept, and leaves nothing half kept', async () => {
    mkdirSync(at('big'));
    spawnSync('dd', ['if=/dev/zero', `of=${at('big/file')}`, 'bs=1M', 'count=65']);
    await save({ big: before([], { protection: { paths: [at('big')] } }), one: before([write('a')]) });
    expect({ kept: keptOf(), lasting: log.lasting }).toEqual({ kept: ['one'], lasting: ['big'] });
    expect(readdirSync(join(state, 'kept/guard'))).toHaveLength(1);
    truncateSync(at('big/file'), 1000);
    await save({ big: before([], { protection: { paths: [at('big')] } }) });
    expect(keptOf()).toEqual(['big', 'one']);
  });

  test('lasts when it cannot be saved', async () => {
    const live = [{ title: 'the kernel', save: sh`false`, restore: sh`:` }];
    await save({ one: before([], { protection: { paths: [at('a')], live } }) });
    expect({ kept: keptOf(), lasting: log.lasting }).toEqual({ kept: [], lasting: ['one'] });
    expect(readdirSync(join(state, 'kept/guard'))).toEqual([]);
  });

  test('is not kept by a plan, nor where nothing has to go back', async () => {
    const running = context;
    context = { ...running, mode: 'plan' };
    await save({ one: before([write('a')]) });
    context = { ...running, undo: undefined };
    await save({ one: before([write('a')]) });
    expect({ sent, kept: log.kept, lasting: log.lasting }).toEqual({ sent: [], kept: [], lasting: [] });
  });
});

describe('a play that goes back', () => {
  beforeEach(async () => {
    await save({ one: before([write('a')]) }, carl);
    await save({ two: before([write('a'), write('b')]) });
    for (const name of ['a', 'b']) writeFileSync(at(name), 'new');
    sent = [];
  });

  test('puts everything back as whom it was changed, forgets that it was written, and leaves nothing', async () => {
    log.last('sing');
    await rollBack(context, log);
    expect([read('a'), read('b')]).toEqual(['old', 'old']);
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
    expect(sent).toMatchObject([
      { form: 'task', onDisconnect: 'finish' },
      { onDisconnect: 'finish', become: carl },
    ]);
    expect(sent[0]).not.toHaveProperty('become');
    expect(read('forgotten').trim().split('\n')).toEqual([`${at('a')} ${at('b')}`, at('a')]);
    expect(said).toEqual(['rolled back: two, one', 'stays as it is, because it cannot be undone: sing']);
    expect(existsSync(join(state, 'kept'))).toBe(false);
  });

  test('says what could not be put back and where it lies, and does the rest', async () => {
    const [newest] = log.kept;
    writeFileSync(join(state, 'kept/guard', newest?.guard.token ?? '', 'undo'), 'exit 1\n');
    rmArmed(newest?.guard.token ?? '');
    await rollBack(context, log);
    expect(said).toEqual([
      'rolled back: one',
      `could not be rolled back; what was kept is in ${state}/kept on the host: two`,
    ]);
    expect(read('forgotten').trim()).toBe(at('a'));
  }, 120_000);

  test('a host that is lost is said to be as it is', async () => {
    broken = new HostError('unreachable', 'the line was cut');
    await rollBack(context, log);
    expect(said).toEqual([`could not be rolled back; what was kept is in ${state}/kept on the host: two, one`]);
    broken = new TypeError('oops');
    await expect(rollBack(context, log)).rejects.toThrow('oops');
  });
});

/** As if it had been undone already, with an error: nobody waits for that. */
function rmArmed(token: string): void {
  writeFileSync(join(state, 'kept/guard', token, 'undone'), '');
  writeFileSync(join(state, 'kept/guard', token, 'result'), '1\n');
  writeFileSync(join(state, 'kept/guard', token, 'log'), '');
}
