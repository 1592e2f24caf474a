import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { positionAt } from '../../src/diagnostics/span.ts';

test('lines and columns are those that counting gives', () => {
  const text = fc.array(fc.constantFrom('a', 'ü', '\n', '\r\n', 'bc')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (each) => {
      const source = { name: 'x', text: each };
      for (let offset = 0; offset <= each.length; offset += 1) {
        const lines = each.slice(0, offset).split('\n');
        expect(positionAt(source, offset)).toEqual({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
      }
    }),
  );
});
