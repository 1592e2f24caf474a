import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../src/secrets.ts';

function knowing(...values: readonly unknown[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.addAll(value);
  return secrets;
}

describe('masking', () => {
  test('of a secret inside of base64, wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12 }),
        fc.string({ maxLength: 5 }),
        fc.string({ maxLength: 5 }),
        (secret, before, after) => {
          const encoded = Buffer.from(before + secret + after).toString('base64');
          const masked = knowing(secret).text(encoded);
          // What is left cannot hold more than the ends, which depend on what is around.
          expect(masked.length).toBeLessThan(encoded.length);
        },
      ),
    );
  });

  test('of what a program breaks into lines as base64, also in JSON and when it is cut', () => {
    const secret = 'correct-horse-battery-staple'.repeat(8);
    const encoded = Buffer.from(`user:${secret}: and more`).toString('base64');
    for (const width of [60, 64, 76]) {
      const lines = encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      const texts = ['\n', '\r\n', '",\n    "', String.raw`\n`].map((between) => `x: "${lines.join(between)}"`);
      for (const text of [...texts, ...lines.slice(1, 3)]) {
        const decoded = (
          knowing(secret)
            .text(text)
            .match(/[A-Za-z0-9+/]{8,}/g) ?? []
        ).map((run) => Buffer.from(run, 'base64').toString('latin1'));
        expect({ text, decoded: decoded.filter((each) => /horse|battery/.test(each)) }).toEqual({ text, decoded: [] });
      }
      expect(knowing('another-secret').text(texts.join(' '))).toBe(texts.join(' '));
    }
  });

  test.each([
    ['in JSON', 'a"b\\c-secret', JSON.stringify({ pw: 'a"b\\c-secret' })],
    ['in shell quotes', "it's-secret", String.raw`echo 'it'\''s-secret'`],
    ['in a URL', 'p@ss/word', 'http://u:p%40ss%2Fword@h'],
    ['line by line', 'first-line\nsecond-line', '   second-line'],
    ['with white space made one', 'a  b\nsecret', 'x a b secret y'],
  ])('%s', (_, secret, text) => {
    expect(knowing(secret).text(text)).toContain('***');
  });

  test('of what was cut in the middle of a secret', () => {
    const secrets = knowing('correct-horse-battery');
    expect(secrets.text(`${'x'.repeat(80)} correct-hor…`)).toBe(`${'x'.repeat(80)} ***…`);
    expect(secrets.text(`…horse-battery ${'x'.repeat(80)}`)).toBe(`…*** ${'x'.repeat(80)}`);
    expect(secrets.text('a correct sentence')).toBe('a correct sentence');
  });

  test('of numbers only where they are what a host holds', () => {
    expect(knowing(4711).data({ from: 4711, to: 1, durationMs: 4711, text: 'pin 4711' })).toEqual({
      from: '***',
      to: 1,
      durationMs: 4711,
      text: 'pin ***',
    });
  });
});
