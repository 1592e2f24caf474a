import type { TextProblem } from './text-problem.ts';

/** `{% if x %}` would come out as text: whoever writes it meant a template. Apache's `%{%d/%b/%Y}t` is none. */
export function findJinjaBlock(text: string): TextProblem | undefined {
  if (!text.includes('{%') || text.includes('{{{{raw}}}}')) return undefined;
  const found = /\{%[-+]?\s*(if|elif|else|endif|for|endfor|set|include|import|macro|block|raw)\b/.exec(text);
  if (!found) return undefined;
  const instead = found[1] === 'for' ? '{{#each list}} … {{/each}}' : '{{#if x}} … {{else}} … {{/if}}';
  const hint = `write ${instead}, or {{{{raw}}}} … {{{{/raw}}}} around text that is meant literally`;
  const range = { start: found.index, end: found.index + found[0].length };
  return { code: 'template-syntax', message: 'templates are Handlebars, not Jinja', range, hint };
}
