import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonLines } from '../../src/reporters/json-lines.ts';

describe('JSON lines', () => {
  test('are events as they are, one a line, and nothing in them steers a terminal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\u009b31m\u202e\u2028\u001b[2J')), (message) => {
        let printed = '';
        jsonLines((text) => void (printed += text)).on({ type: 'warning', message });
        expect(printed.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
        expect(printed.endsWith('\n')).toBe(true);
        expect(JSON.parse(printed)).toEqual({ type: 'warning', message });
      }),
    );
  });
});
