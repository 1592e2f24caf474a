import { Cannot } from './cannot.ts';
import type { JinjaExpression } from './jinja/model.ts';
import { parseJinja } from './jinja/parse-expression.ts';
import { parseJinjaTemplate } from './jinja/parse-template.ts';

/**
 * A text that may hold `{{ }}` as one expression: its only one, or all parts joined.
 * @throws Cannot when it holds statements
 */
export function toExpression(text: string): JinjaExpression {
  const nodes = parseJinjaTemplate(text, { trimBlocks: true, lstripBlocks: false });
  const parts = nodes.map((node): JinjaExpression => {
    if (node.type === 'text') return { type: 'literal', value: node.text };
    if (node.type === 'print') return parseJinja(node.expression);
    throw new Cannot('a statement in a loop');
  });
  const [first, ...rest] = parts;
  if (!first) return { type: 'literal', value: '' };
  return rest.reduce((left, right) => ({ type: 'binary', operator: '~', left, right }), first);
}
