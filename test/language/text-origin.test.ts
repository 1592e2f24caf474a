import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Scalar } from 'yaml';
import { entryOf } from '../../src/language/located.ts';
import { spanWithin } from '../../src/language/text-origin.ts';
import { readYaml } from '../../src/language/yaml.ts';

const styles: readonly Scalar.Type[] = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'];
const words = fc.array(
  fc.tuple(
    fc.constantFrom('{{ a }}', 'word', "it's", 'say "x"', 'b', String.raw`c\d`),
    fc.constantFrom(' ', '\n', '\n\n', '\n  ', '  '),
  ),
  { minLength: 1, maxLength: 12 },
);

test('a part of a text is found where it stands, or at least its start, or the whole value', () => {
  let [exact, all] = [0, 0];
  fc.assert(
    fc.property(words, fc.constantFrom(...styles), fc.integer({ min: 12, max: 40 }), (pieces, style, width) => {
      const text = pieces.flat().join('').trimEnd();
      const yaml = stringify({ list: [{ key: text }], after: 1 }, { defaultStringType: style, lineWidth: width });
      const scalar = keyOf(yaml);
      for (const found of text.matchAll(/\S+/g)) {
        const span = spanWithin(scalar, scalar.value, found.index, found.index + found[0].length);
        const at = unescape(yaml.slice(span.start, span.end));
        all += 1;
        if (at === found[0]) exact += 1;
        else if (span.start !== scalar.span.start) expect(at).toBe(found[0].charAt(0));
      }
    }),
    { seed: 1 },
  );
  expect(exact / all).toBeGreaterThan(0.6);
});

function unescape(written: string): string {
  return written.replaceAll("''", "'").replace(/\\(["\\])/g, '$1');
}

function keyOf(yaml: string): ReturnType<typeof scalarOf> {
  const { value } = readYaml({ name: 'a.yml', text: yaml });
  const list = value?.type === 'map' ? entryOf(value, 'list')?.value : undefined;
  const item = list?.type === 'list' ? list.items[0] : undefined;
  return scalarOf(item?.type === 'map' ? entryOf(item, 'key')?.value : undefined);
}

function scalarOf(located: ReturnType<typeof readYaml>['value']) {
  if (located?.type !== 'scalar' || typeof located.value !== 'string') throw new Error('the example holds no text');
  return { ...located, value: located.value };
}

test('lines of Windows are followed, too', () => {
  const text = 'key: |\r\n  one\r\n  two {{ x }}\r\n';
  const { value } = readYaml({ name: 'a.yml', text });
  const scalar = scalarOf(value?.type === 'map' ? value.entries[0]?.value : undefined);
  const from = scalar.value.indexOf('{{');
  const span = spanWithin(scalar, scalar.value, from, from + 2);
  expect(span.start).toBe(text.indexOf('{{'));
});
