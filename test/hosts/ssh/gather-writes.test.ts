import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { gatherWrites } from '../../../src/hosts/ssh/gather-writes.ts';

function recording(): { readonly stream: Duplex; readonly sent: readonly string[] } {
  const sent: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => {
      sent.push(chunk.toString());
      done();
    },
    writev: (chunks, done) => {
      sent.push(chunks.map(({ chunk }) => String(chunk)).join('+'));
      done();
    },
  });
  gatherWrites(stream);
  return { stream, sent };
}

test('what is written in one turn goes out at once, in its order', async () => {
  const { stream, sent } = recording();
  for (const piece of ['length', 'payload', 'tag']) stream.write(piece);
  expect(sent).toEqual([]);
  await setImmediate();
  stream.write('alone');
  await setImmediate();
  expect(sent).toEqual(['length+payload+tag', 'alone']);
});

test('an end behind a write loses nothing', async () => {
  const { stream, sent } = recording();
  stream.write('good');
  stream.write('bye');
  stream.end();
  await setImmediate();
  expect([sent, stream.writableFinished]).toEqual([['good+bye'], true]);
});
