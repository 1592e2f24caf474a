import { escapeControl } from './diagnostics/escape.ts';

/** Text that is HTML already; everything else is escaped when it is put into HTML. */
export interface Markup {
  readonly text: string;
}

type Part = string | number | Markup | readonly Part[];

/**
 * HTML with values in it: texts are escaped, wherever they stand (as content or in a quoted attribute), markup is put in as
 * it is, lists are joined. (Not called `html`: prettier would move white space about in it.) The only place where HTML is made; what comes from hosts cannot become markup.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = texts.map((text, index) => text + (index < parts.length ? textOf(parts[index] ?? '') : ''));
  return { text: filled.join('') };
}

export const nothing: Markup = { text: '' };

/** What a program of ours has written: a style sheet, a script. */
export function trusted(text: string): Markup {
  return { text };
}

function textOf(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return 'text' in part ? part.text : part.map(textOf).join('');
}

/** Also right in XML 1.0, which knows no other control characters than these. */
function escaped(text: string): string {
  return escapeControl(text)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (each) => entities[each] ?? each);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
