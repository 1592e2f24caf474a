import { visit } from 'yaml';
import type { Node, Scalar } from 'yaml';
import { Cannot } from './cannot.ts';
import type { Importing } from './importing.ts';
import { toHandlebars } from './to-handlebars.ts';
import { setText } from './yaml-text.ts';

/** Converts the templates in all texts of a tree. Ansible cuts line ends behind blocks there, too. */
export function convertValues(importing: Importing, node: Node): void {
  visit(node, {
    Scalar: (key, scalar) => {
      if (key !== 'key') convertScalar(importing, scalar);
    },
  });
}

function convertScalar(importing: Importing, scalar: Scalar): void {
  const { value, tag } = scalar;
  if (typeof value !== 'string' || tag === '!vault' || tag === '!vault-encrypted') return;
  if (tag === '!unsafe') {
    delete scalar.tag;
    setText(scalar, value.includes('{{') ? `{{{{raw}}}}${value}{{{{/raw}}}}` : value);
    return;
  }
  const isTemplate = /\{\{|\{%|\{#/.test(value) && (value.includes('{{') || value.includes('{%'));
  const text = isTemplate ? convertText(importing, value) : value;
  const renamed = renameTemplate(text, importing.templates);
  if (renamed !== value) setText(scalar, renamed);
}

function convertText(importing: Importing, text: string): string {
  const { coverage, file, maps } = importing;
  try {
    const { text: made, converted, marked } = toHandlebars(text, { trimBlocks: true, lstripBlocks: false }, maps);
    coverage.converted('expressions', converted);
    for (const reason of marked) coverage.marked('expressions', file, [reason]);
    return made;
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    coverage.marked('expressions', file, [error.reason]);
    return `{{unconverted ${JSON.stringify(error.reason.replaceAll('"', "'"))}}}{{{{raw}}}}${text}{{{{/raw}}}}`;
  }
}

/** A text that names one of the templates, which have another ending now. */
function renameTemplate(text: string, templates: ReadonlySet<string>): string {
  if (templates.has(text)) return text.replace(/\.j2$/, '.hbs');
  return text.includes('}}') && text.endsWith('.j2') ? text.replace(/\.j2$/, '.hbs') : text;
}
