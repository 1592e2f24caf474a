import type { Expression } from './model.ts';

/** The expressions that an expression is made of, from left to right. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'literal':
    case 'variable':
      return [];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'member':
      return [expression.object, expression.key];
    case 'slice':
      return [expression.object, expression.from, expression.to].filter((each) => each !== undefined);
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.then, expression.test, expression.otherwise].filter((each) => each !== undefined);
    case 'filter':
    case 'test':
      return [expression.input, ...expression.args, ...expression.named.map((each) => each.value)];
    case 'call':
      return [...expression.args, ...expression.named.map((each) => each.value)];
  }
}
