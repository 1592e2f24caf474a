import { InputError } from '../../../src/diagnostics/errors.ts';
import { evaluate } from '../../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { allow } from '../allow.ts';
import { sampleScope } from '../sample-scope.ts';
import type { FuzzTarget } from '../target.ts';

/** An expression has a value or a located error, and never reaches anything that its scope does not hold. */
export const condition: FuzzTarget = {
  fuzz: (data) => {
    const text = data.toString('utf8');
    const source = { name: 'test.yml', text };
    const scalar = { type: 'scalar' as const, value: text, span: { source, start: 0, end: text.length }, textStart: 0 };
    allow([InputError], () => {
      const value = evaluate(parseCondition(scalar), sampleScope());
      if (typeof value === 'function') throw new Error('an expression got hold of a function');
    });
  },
  words: [
    'a', 'list', 'map', 'text', 'number', '.', '[', ']', '(', ')', ' and ', ' or ', ' not ', ' in ', ' is ', ' defined', ' == ', ' < ', '~', '+', '-', '*', '**', '//', '%', '|',
    ' if ', ' else ', 'default(1)', 'regex_search("a+")', 'join', 'map("upper")', 'selectattr("a")', 'sort', 'constructor', '__proto__', '"a"', "'", '1', '0.5', '1e9', 'none', 'true',
    'range(9)', 'int', 'items', '{', '}', ',', ':', 'version("1.0", ">=")', 'b64decode', 'from_json', 'ipaddr', 'format', '.upper()', '[::2]', '[-1]',
  ], // prettier-ignore
};
