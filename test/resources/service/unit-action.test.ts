import { describe, expect, test } from '@jest/globals';
import type { ActionContext, ActionResult } from '../../../src/action.ts';
import { unitAction } from '../../../src/resources/service/unit-action.ts';

interface Unit {
  readonly load?: string;
  readonly active?: string;
  readonly sub?: string;
  readonly type?: string;
  readonly invocation?: string;
  readonly restarts?: number;
  readonly canReload?: boolean;
  readonly needsDaemonReload?: boolean;
  readonly unitFile?: string;
  readonly result?: string;
}

const running: Unit = { active: 'active', sub: 'running', type: 'notify', invocation: 'aaaa', canReload: true };

function show(unit: Unit): string {
  const none = 'Id=none.service\nLoadState=not-found\nActiveState=inactive';
  return `systemd\n\n${none}\n\nId=nginx.service
LoadState=${unit.load ?? 'loaded'}
ActiveState=${unit.active ?? 'active'}
SubState=${unit.sub ?? 'running'}
UnitFileState=${unit.unitFile ?? 'enabled'}
Type=${unit.type ?? 'notify'}
InvocationID=${unit.invocation ?? ''}
NRestarts=${unit.restarts ?? 0}
CanReload=${unit.canReload === true ? 'yes' : 'no'}
NeedDaemonReload=${unit.needsDaemonReload === true ? 'yes' : 'no'}
Result=${unit.result ?? 'success'}
`;
}

/** A host whose unit is in the given states, one after the other, each time it is looked at. */
async function perform(args: Readonly<Record<string, string | boolean>>, units: readonly Unit[], failing?: string) {
  const commands: string[] = [];
  const waits: number[] = [];
  let looks = 0;
  let clock = 0;
  const context: ActionContext = {
    direct: () => Promise.reject(new Error('nothing goes past the runner')),
    become: undefined,
    receipt: 'a task of the test',
    send: ({ script }) => {
      const read = script.text.includes('systemctl show --no-pager');
      if (!read) commands.push(script.text);
      const failed = failing !== undefined && script.text.includes(failing);
      const unit = units[Math.min(looks, units.length - 1)] ?? {};
      if (read) looks += 1;
      return Promise.resolve({
        exitCode: failed ? 1 : 0,
        stdout: Buffer.from(read ? show(unit) : ''),
        stderr: Buffer.from(script.text.includes('systemctl status') ? 'nginx: [emerg] bind() failed\n' : ''),
        truncated: false,
        skipped: false,
        durationMs: 1,
      });
    },
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    },
    now: () => clock,
    say: () => undefined,
    reconnect: () => Promise.resolve(),
    planning: false,
  };
  const bound = unitAction.bind({ name: 'nginx', ...args });
  if (bound.type !== 'action') throw new Error('a restart is an action');
  const result: ActionResult = await bound.perform(context);
  return { result, commands: commands.map((text) => text.split(' || ')[0]), waits };
}

describe('a restart', () => {
  test('is done when systemd names a new invocation that stays active', async () => {
    const { result, commands } = await perform({ state: 'restarted' }, [running, { ...running, invocation: 'bbbb' }]);
    expect(result).toMatchObject({ changed: true, result: { name: 'nginx.service', state: 'started' } });
    expect(result.failed).toBeUndefined();
    expect(commands).toEqual(['systemctl restart -- nginx.service']);
  });

  test('is not believed when the invocation is still the same', async () => {
    const { result } = await perform({ state: 'restarted' }, [running]);
    expect(result.failed?.message).toMatch(/was not restarted.*bind\(\) failed/s);
  });

  test('fails with what the unit said when it does not stay active', async () => {
    const broken = { ...running, active: 'failed', sub: 'failed', result: 'exit-code', invocation: 'bbbb' };
    const { result } = await perform({ state: 'restarted' }, [running, { ...running, invocation: 'bbbb' }, broken]);
    expect(result.failed?.message).toMatch(/failed \(exit-code\) after the restart\nnginx: \[emerg\]/);
  });

  test('fails when systemd had to start the unit again', async () => {
    const { result } = await perform({ state: 'restarted' }, [
      running,
      { ...running, invocation: 'cccc', restarts: 2 },
    ]);
    expect(result.failed?.message).toContain('does not stay up');
  });

  test('fails at once when the unit waits for its next try', async () => {
    const waiting = { ...running, active: 'activating', sub: 'auto-restart', invocation: 'bbbb' };
    const { result, waits } = await perform({ state: 'restarted' }, [running, waiting]);
    expect(result.failed?.message).toContain('activating (auto-restart)');
    expect(waits).toHaveLength(1);
  });

  test('waits for a unit that is still on its way', async () => {
    const coming = { ...running, active: 'activating', sub: 'start-post', invocation: 'bbbb' };
    const there = { ...running, invocation: 'bbbb' };
    const { result, waits } = await perform({ state: 'restarted' }, [running, coming, coming, coming, there]);
    expect(result.failed).toBeUndefined();
    expect(waits).toHaveLength(3);
  });

  test('watches a simple service until it is idle', async () => {
    const simple = { ...running, type: 'simple' };
    const { commands } = await perform({ state: 'restarted' }, [simple, { ...simple, invocation: 'bbbb' }]);
    expect(commands[1]).toContain('--property=ControlGroup');
  });

  test('makes systemd read changed unit files first, and does what else is wanted', async () => {
    const before = { ...running, needsDaemonReload: true, unitFile: 'disabled' };
    const { commands } = await perform({ state: 'restarted', enabled: true }, [
      before,
      { ...running, invocation: 'b' },
    ]);
    expect(commands).toEqual([
      'systemctl daemon-reload',
      'systemctl enable -- nginx.service',
      'systemctl restart -- nginx.service',
    ]);
  });

  test('of a unit that runs once is done when the command has ended well', async () => {
    const once = { active: 'inactive', sub: 'dead', type: 'oneshot' };
    expect((await perform({ state: 'restarted' }, [once])).result.failed).toBeUndefined();
  });

  test('stops at a command that fails', async () => {
    const units = [{ ...running, unitFile: 'disabled' }];
    const { result, commands } = await perform({ state: 'restarted', enabled: true }, units, 'enable');
    expect(result.failed?.message).toContain('could not enable nginx.service');
    expect(commands).toEqual(['systemctl enable -- nginx.service']);
  });
});

describe('a reload', () => {
  test('is done when the same invocation stays active', async () => {
    const { result, commands } = await perform({ state: 'reloaded' }, [running]);
    expect(result.failed).toBeUndefined();
    expect(commands).toEqual(['systemctl reload -- nginx.service']);
  });

  test('is not believed when the unit died of it and was started anew', async () => {
    const { result } = await perform({ state: 'reloaded' }, [running, { ...running, invocation: 'bbbb', restarts: 1 }]);
    expect(result.failed?.message).toContain('did not survive the reload');
  });

  test('starts a unit that does not run', async () => {
    const down = { ...running, active: 'inactive', sub: 'dead', invocation: '' };
    const { result, commands } = await perform({ state: 'reloaded' }, [down, running]);
    expect(result.failed).toBeUndefined();
    expect(commands).toEqual(['systemctl start -- nginx.service']);
  });

  test('is refused for a unit that does not know how', async () => {
    const { result, commands } = await perform({ state: 'reloaded' }, [{ ...running, canReload: false }]);
    expect(result.failed).toEqual({
      message: 'nginx.service does not know how to reload',
      hint: 'use state: restarted',
    });
    expect(commands).toEqual([]);
  });
});

test('nothing is tried with a unit that does not exist or is masked', async () => {
  const missing = await perform({ state: 'restarted' }, [{ load: 'not-found', active: 'inactive' }]);
  expect(missing.result.failed?.message).toBe('the host has no unit nginx.service');
  const masked = await perform({ state: 'restarted' }, [{ load: 'masked', unitFile: 'masked', active: 'inactive' }]);
  expect(masked.result.failed?.message).toBe('nginx.service is masked');
  expect([...missing.commands, ...masked.commands]).toEqual([]);
});
