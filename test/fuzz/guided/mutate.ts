/** Numbers from 0 up to but not including `below`. */
export type Draw = (below: number) => number;

/** A text like one that was of interest, but not the same: one to eight changes, some with words that the target knows. */
export function mutate(corpus: readonly Buffer[], words: readonly Buffer[], draw: Draw): Buffer {
  let data = pick(corpus, draw) ?? Buffer.alloc(0);
  for (let left = 1 + draw(8); left > 0; left -= 1) data = changed(data, corpus, words, draw);
  return data.subarray(0, longest);
}

/** Bytes. */
const longest = 4096;

function changed(data: Buffer, corpus: readonly Buffer[], words: readonly Buffer[], draw: Draw): Buffer {
  const at = draw(data.length + 1);
  const end = Math.min(data.length, at + 1 + draw(draw(2) === 0 ? 4 : 64));
  const put = (bytes: Buffer, until: number): Buffer =>
    Buffer.concat([data.subarray(0, at), bytes, data.subarray(until)]);
  switch (draw(8)) {
    case 0:
      return put(Buffer.from([draw(256)]), at + 1);
    case 1:
      return put(Buffer.alloc(0), end);
    case 2:
      // The same again, as often as it takes to make something deep or long.
      return put(
        Buffer.concat(Array.from({ length: 1 + draw(draw(4) === 0 ? 200 : 3) }, () => data.subarray(at, end))),
        at,
      );
    case 3:
      return put(pick(corpus, draw) ?? Buffer.alloc(0), data.length);
    case 4: {
      const other = pick(corpus, draw) ?? Buffer.alloc(0);
      const from = draw(other.length + 1);
      return put(other.subarray(from, from + 1 + draw(32)), at);
    }
    case 5:
      return put(pick(words, draw) ?? Buffer.alloc(0), end);
    default:
      return put(pick(words, draw) ?? Buffer.alloc(0), at);
  }
}

function pick<Item>(items: readonly Item[], draw: Draw): Item | undefined {
  return items[draw(items.length)];
}
