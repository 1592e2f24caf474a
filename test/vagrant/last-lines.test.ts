import { expect, test } from '@jest/globals';
import { script } from './scripts.ts';

test('Of a progress bar only its last state is shown', async () => {
  const { lastLines } = await script('last-lines');
  expect(lastLines('up\n\x1b[KProgress: 1%\x1b[KProgress: 99%\x1b[K==> web1: done\r\n')).toBe('up\n==> web1: done');
});

test('Ruby’s call stack is left out, its message is not', async () => {
  const { lastLines } = await script('last-lines');
  const trace =
    "/usr/a.rb:1:in `call': cannot start (Error)\n\tfrom /usr/b.rb:2:in `call'\n\tfrom /usr/c.rb:3:in `run'\n";
  expect(lastLines(trace)).toBe("/usr/a.rb:1:in `call': cannot start (Error)");
});

test('Only the end of a long text is shown, and no control sequence of it', async () => {
  const { lastLines } = await script('last-lines');
  expect(lastLines('1\n2\n\x1b[31m3\x1b[0m\n4', 2)).toBe('3\n4');
});
