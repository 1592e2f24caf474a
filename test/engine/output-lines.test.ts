import { expect, test } from '@jest/globals';
import { outputLines } from '../../src/engine/output-lines.ts';

function fed(...chunks: readonly string[]): readonly (readonly string[])[] {
  const lines = outputLines();
  return chunks.map((chunk) => lines(Buffer.from(chunk, 'latin1')));
}

test('a piece gives the lines that it completes', () => {
  expect(fed('one\ntw', 'o', '\n\n  three \r40 %\rend')).toEqual([['one'], [], ['two', 'three', '40 %']]);
});

test('a letter that was cut in two is whole again', () => {
  expect(fed('gr\xc3', '\xbcn\n')).toEqual([[], ['grün']]);
});

test('a line that is longer than people read is left out as a whole, however it comes', () => {
  const long = 'x'.repeat(1001);
  expect(fed(`${long}\nnext\n`)).toEqual([['next']]);
  expect(fed(long, 'its end\nnext\n')).toEqual([[], ['next']]);
  expect(fed(long, 'more', long, 'end', '\nnext\n')).toEqual([[], [], [], [], ['next']]);
  expect(fed(`${'y'.repeat(1000)}\n`)).toEqual([['y'.repeat(1000)]]);
});
