import { describe, expect, test } from '@jest/globals';
import { reboot } from '../../src/actions/reboot.ts';
import type { ActionResult } from '../../src/action.ts';
import { HostError } from '../../src/diagnostics/errors.ts';
import type { CommandResult, HostRequest } from '../../src/host.ts';
import { performAction } from '../support/perform-action.ts';

interface Machine {
  /** What happens when it is told to reboot. */
  readonly onReboot: 'line is cut' | 'answers' | 'refuses';
  /** How many connections still reach the system that is going down. */
  readonly stale: number;
  readonly testStatus?: number;
}

/** Reboots a machine that is made of a few numbers, with a clock that only `sleep` moves. */
async function rebootMachine(machine: Machine, args: Readonly<Record<string, string | number>> = {}) {
  let clock = 0;
  let boots = 0;
  let going = 0;
  const sent: string[] = [];
  const said = (exitCode: number, stdout: string, stderr = ''): CommandResult => ({
    exitCode,
    stdout: Buffer.from(stdout),
    stderr: Buffer.from(stderr),
    truncated: false,
    skipped: false,
    durationMs: 0,
  });
  const send = ({ script }: HostRequest): Promise<CommandResult> => {
    sent.push(script.text);
    if (script.text.includes('boot_id')) return Promise.resolve(said(0, `boot ${boots}`));
    if (!script.text.includes('reboot')) return Promise.resolve(said(machine.testStatus ?? 0, ''));
    if (machine.onReboot === 'refuses') return Promise.resolve(said(1, '', 'not allowed'));
    going = 1;
    return machine.onReboot === 'answers'
      ? Promise.resolve(said(0, ''))
      : Promise.reject(new HostError('unreachable', 'the line was cut'));
  };
  let connections = 0;
  const end = await performAction(
    reboot,
    { ...args },
    { send },
    {
      sleep: (milliseconds) => Promise.resolve(void (clock += milliseconds)),
      now: () => clock,
      reconnect: () => {
        connections += 1;
        if (going === 1 && connections > machine.stale) boots = 1;
        return Promise.resolve();
      },
    },
  );
  return { end, sent, clock, connections };
}

const ok: ActionResult['failed'] = undefined;

describe('reboot', () => {
  test.each(['line is cut', 'answers'] as const)('waits for another boot when the %s', async (onReboot) => {
    const { end } = await rebootMachine({ onReboot, stale: 0 });
    expect(end).toMatchObject({ changed: true, result: { rebooted: true } });
    expect(end.failed).toBe(ok);
  });

  test('is not content with a connection to the system that is going down', async () => {
    const { end, connections } = await rebootMachine({ onReboot: 'answers', stale: 3 });
    expect(end.failed).toBe(ok);
    expect(connections).toBe(4);
  });

  test('fails when the host stays the same', async () => {
    const { end, clock } = await rebootMachine({ onReboot: 'answers', stale: 1e9 }, { reboot_timeout: 20 });
    expect(end.failed?.message).toBe('the host did not reboot within 20 s');
    expect(clock).toBeLessThanOrEqual(25_000);
  });

  test('fails when the host refuses', async () => {
    await expect(rebootMachine({ onReboot: 'refuses', stale: 0 })).rejects.toThrow(
      'the host refuses to reboot: not allowed',
    );
  });

  test('runs the test command when the host is back, and fails when it fails', async () => {
    const { end, sent } = await rebootMachine(
      { onReboot: 'answers', stale: 0, testStatus: 3 },
      { test_command: 'systemctl is-system-running' },
    );
    expect(sent.at(-1)).toBe('systemctl is-system-running');
    expect(end.failed?.message).toBe('it is back, but `systemctl is-system-running` ended with 3');
  });

  test('waits before and after as it is told', async () => {
    const { clock } = await rebootMachine(
      { onReboot: 'answers', stale: 0 },
      { pre_reboot_delay: 30, post_reboot_delay: 60 },
    );
    expect(clock).toBeGreaterThanOrEqual(90_000);
  });
});
