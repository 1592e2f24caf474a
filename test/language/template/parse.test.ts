import { expect, test } from '@jest/globals';
import { compileTemplate } from '../../../src/language/template.ts';
import { parseTemplate } from '../../../src/language/template/parse.ts';
import { locatedText, problemsOf } from '../../support/located-text.ts';

test('a text is parsed once, however often it is written', () => {
  expect(parseTemplate('a {{ item }} b')).toBe(parseTemplate(['a', '{{ item }}', 'b'].join(' ')));
});

test('the same text in two places keeps its own places in errors', () => {
  for (const [text, code] of [
    ['{{ nope }}', 'unknown-variable'],
    ['{{ nope 1 }}', 'unknown-helper'],
  ] as const) {
    const [first, second] = [locatedText(text), locatedText(text)];
    for (const origin of [first, second]) {
      const [found] = problemsOf(() => compileTemplate(text, origin).render({}));
      expect(found?.code).toBe(code);
      expect(found?.span?.source).toBe(origin.span.source);
    }
  }
});
