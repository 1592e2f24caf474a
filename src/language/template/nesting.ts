import type { TextProblem } from './text-problem.ts';

const deepest = 100;

/** Blocks and brackets that are nested so deep that walking them would exhaust the stack. */
export function findTooDeep(text: string): TextProblem | undefined {
  let [blocks, brackets] = [0, 0];
  for (const found of text.matchAll(/\{\{~?(?<sign>[#/]|\^(?!\s*~?\}))?|\}\}|[()]/g)) {
    const [sign] = found;
    if (sign === '(') brackets += 1;
    else if (sign === ')') brackets -= 1;
    else brackets = 0;
    if (found.groups?.['sign'] === '/') blocks -= 1;
    else if (found.groups?.['sign'] !== undefined) blocks += 1;
    if (blocks > deepest || brackets > deepest) {
      const range = { start: found.index, end: found.index + sign.length };
      return { code: 'template-syntax', message: 'this template is nested too deep', range };
    }
  }
  return undefined;
}
