import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../src/diagnostics/errors.ts';
import { evaluate } from '../../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { equals } from '../../../src/language/value/equals.ts';
import { askJinja } from '../../support/ask-jinja.ts';
import type { JinjaAnswer } from '../../support/ask-jinja.ts';
import { locatedText } from '../../support/located-text.ts';
import { expressions, judgedScope } from './expressions.ts';

describe('conditions against Jinja', () => {
  test('generated expressions give the same value, or an error in both', () => {
    const asked = fc.sample(expressions, { numRuns: 1_500, seed: 1 });
    const answers = askJinja(asked, judgedScope);
    const differences = asked.flatMap((expression, index) => {
      const [ours, theirs] = [answerTo(expression), answers[index]!];
      return agree(ours, theirs) ? [] : [{ expression, ours, theirs }];
    });
    expect(differences).toEqual([]);
    expect(answers.filter((answer) => 'value' in answer).length).toBeGreaterThan(500);
  });
});

function answerTo(expression: string): JinjaAnswer {
  try {
    return { value: evaluate(parseCondition(locatedText(expression)), judgedScope) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { error: `${error.diagnostics[0]?.code ?? ''}: ${error.message}` };
  }
}

/**
 * Two rules of ours are stricter: an unknown variable is an error even where Jinja's tests call it "not a string", and
 * whole numbers are refused where they would lose digits.
 */
function agree(ours: JinjaAnswer, theirs: JinjaAnswer): boolean {
  if ('value' in ours && 'value' in theirs) {
    return typeof ours.value === typeof theirs.value && equals(ours.value, theirs.value);
  }
  if ('error' in ours && /^unknown-variable|shown exactly/.test(ours.error)) return true;
  return 'error' in ours && 'error' in theirs;
}
