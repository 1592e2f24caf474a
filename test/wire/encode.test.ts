import { describe, expect, test } from '@jest/globals';
import { sh, verbatim } from '../../src/shell.ts';
import { encodeBatch, encodeRequest, firstCommands } from '../../src/wire/encode.ts';
import type { WireRequest } from '../../src/wire/encode.ts';

const text = (...requests: readonly WireRequest[]): string =>
  Buffer.concat(encodeBatch(requests.map((each, index) => encodeRequest(index + 7, each)))).toString();

describe('requests on the wire', () => {
  test('a short script stands in the line, newlines and quotes protected', () => {
    expect(text({ script: verbatim(`echo 'a'\necho b`) })).toBe(
      `0 _request _probe 7 - 0 kill 'echo '\\''a'\\'''"$_N"'echo b'\n`,
    );
  });

  test('standard input follows as counted payload with a full stop behind it', () => {
    expect(text({ script: sh`cat`, stdin: Buffer.from('a\0b'), form: 'task', chain: 3 })).toBe(
      '5 _request _task 7 3 3 kill cat\na\0b.\n',
    );
  });

  test('several go together, and none is begun when the connection is gone', () => {
    expect(text({ script: sh`cat`, stdin: Buffer.from('a') }, { script: sh`cat`, stdin: Buffer.from('bc') })).toBe(
      '7 _request _probe 7 - 1 kill cat; [ -z "$_over" ] && _request _probe 8 - 2 kill cat\na.\nbc.\n',
    );
  });

  test('what is long follows its line, counted in bytes, as it stands', () => {
    const script = verbatim(`: ${'ü'.repeat(2100)}\n`);
    const command = `_request _probe 7 - 2 finish ': ${'ü'.repeat(2100)}\n'`;
    const bytes = Buffer.byteLength(command);
    expect(text({ script, stdin: Buffer.from('in'), onDisconnect: 'finish' })).toBe(
      `${bytes + 6} _batch ${bytes}\n${command}.\nin.\n`,
    );
  });

  test('a task’s script that no environment can hold is read from its input', () => {
    const script = verbatim(`: ${'x'.repeat(200_000)}`);
    const { command, stdin } = encodeRequest(10, { script, stdin: Buffer.from('in'), form: 'task' });
    expect(command).toMatch(/^_request _task 10 - 200018 kill '_s=.*dd bs=200016 count=1/);
    expect(stdin).toHaveLength(200_018);
  });

  test('those that go along with the runner are one line', () => {
    const requests = [verbatim('echo a\necho b'), sh`true`].map((script, index) => encodeRequest(index, { script }));
    expect(firstCommands(requests)).toBe(
      `_request _probe 0 - 0 kill 'echo a'"$_N"'echo b'; [ -z "$_over" ] && _request _probe 1 - 0 kill true`,
    );
  });
});
