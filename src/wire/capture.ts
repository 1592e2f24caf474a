/** Collects one stream of output within bounds: the head and the tail are kept, the middle is dropped. */
interface Capture {
  add(bytes: Uint8Array): void;
  result(): { readonly bytes: Buffer; readonly truncated: boolean };
}

/** @param limit bytes to keep; half for the head, half for the tail */
export function createCapture(limit = 16 * 1024 * 1024): Capture {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head: Uint8Array[] = [];
  let tail: Uint8Array[] = [];
  let headSize = 0;
  let tailSize = 0;
  let truncated = false;

  function trimTail(): void {
    const all = Buffer.concat(tail);
    tail = [Buffer.from(all.subarray(Math.max(0, all.length - tailLimit)))];
    truncated ||= all.length > tailLimit;
    tailSize = Math.min(all.length, tailLimit);
  }

  return {
    add(bytes) {
      const first = bytes.subarray(0, headLimit - headSize);
      if (first.length > 0) head.push(first);
      headSize += first.length;
      const rest = bytes.subarray(first.length);
      if (rest.length === 0) return;
      tail.push(rest);
      tailSize += rest.length;
      // Twice the limit, so that each byte is copied once on average and not with every chunk.
      if (tailSize > 2 * tailLimit) trimTail();
    },
    result() {
      trimTail();
      return { bytes: Buffer.concat([...head, ...tail]), truncated };
    },
  };
}
