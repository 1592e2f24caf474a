import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCapture } from '../../src/wire/capture.ts';

test('short output is kept whole, long output keeps its head and its tail', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 60 }), (chunks, limit) => {
      const capture = createCapture(limit);
      for (const chunk of chunks) capture.add(chunk);
      const whole = Buffer.concat(chunks);
      const head = Math.ceil(limit / 2);
      const wanted =
        whole.length <= limit
          ? whole
          : Buffer.concat([whole.subarray(0, head), whole.subarray(whole.length - (limit - head))]);
      expect(capture.result()).toEqual({ bytes: wanted, truncated: whole.length > limit });
    }),
  );
});
