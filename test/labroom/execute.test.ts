import { describe, expect, test } from '@jest/globals';
import { execute } from '../../src/lab/execute.ts';
import { succeed } from '../../src/lab/succeed.ts';
import { HostError } from '../../src/diagnostics/errors.ts';

describe('execute', () => {
  test('a program’s end is a value', async () => {
    expect(await execute(['sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect((await execute(['no-such-program'])).exitCode).toBe(127);
    expect((await execute(['sleep', '10'], { timeoutMs: 50 })).exitCode).toBe(124);
  });

  test('a program reads what it is given, or nothing', async () => {
    expect((await execute(['cat'], { stdin: 'a\nb' })).stdout).toBe('a\nb');
    expect((await execute(['cat'])).stdout).toBe('');
    expect((await execute(['true'], { stdin: 'x'.repeat(1_000_000) })).exitCode).toBe(0);
  });

  test('an interruption ends the program and rejects with its reason', async () => {
    const controller = new AbortController();
    const running = execute(['sleep', '10'], { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(execute(['true'], { signal: controller.signal })).rejects.toThrow('enough');
  });
});

describe('succeed', () => {
  test('a failure names the purpose and the end of what was said', async () => {
    const failing = succeed('make it', ['sh', '-c', 'echo because >&2; exit 1'], { hint: 'try again' });
    await expect(failing).rejects.toThrow('could not make it: sh -c failed: because');
    await expect(failing).rejects.toBeInstanceOf(HostError);
    await expect(failing).rejects.toMatchObject({ code: 'lab-failed', hint: 'try again' });
    await expect(succeed('make it', ['no-such-program'])).rejects.toThrow('no-such-program is not installed');
  });
});
