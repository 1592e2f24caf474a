import { describe, expect, test } from '@jest/globals';
import { sh, verbatim } from '../../src/shell.ts';
import { encodeRequest, sizeOf } from '../../src/wire/encode.ts';

const text = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('latin1');

describe('a request on the wire', () => {
  test('a short script stands in its line, newlines and quotes protected', () => {
    const chunks = encodeRequest(7, { script: verbatim(`echo 'a'\necho b`) });
    expect(text(chunks)).toBe(`0 _request _probe 7 - 0 0 kill 'echo '\\''a'\\'''"$_N"'echo b'\n`);
  });

  test('standard input follows as counted payload with a full stop behind it', () => {
    const chunks = encodeRequest(8, { script: sh`cat`, stdin: Buffer.from('a\0b'), form: 'task', chain: 3 });
    expect(text(chunks)).toBe('5 _request _task 8 3 0 3 kill cat\na\0b.\n');
  });

  test('a long script travels as payload too', () => {
    const script = verbatim(`: ${'ü'.repeat(2100)}`);
    const chunks = encodeRequest(9, { script, stdin: Buffer.from('in'), onDisconnect: 'finish' });
    expect(text(chunks.slice(0, 1))).toBe(`4208 _request _probe 9 - 4202 2 finish ''\n`);
    expect(sizeOf(chunks.slice(1))).toBe(4208);
  });

  test('a task’s script that no environment can hold is read from its input', () => {
    const script = verbatim(`: ${'x'.repeat(200_000)}`);
    const [line] = encodeRequest(10, { script, stdin: Buffer.from('in'), form: 'task' });
    expect(Buffer.from(line!).toString()).toMatch(
      /^200020 _request _task 10 - 0 200018 kill '_s=.*dd bs=200016 count=1/,
    );
  });
});
