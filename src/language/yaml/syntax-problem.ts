import type { YAMLError } from 'yaml';
import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/span.ts';

interface Explanation {
  readonly message: string;
  readonly hint?: string;
}

/** Says in our words what the YAML parser found. */
export function syntaxProblem(source: Source, error: YAMLError): Diagnostic {
  const [from, to] = placeOf(error, source.text);
  const start = Math.max(0, Math.min(from, source.text.length - 1));
  const { message, hint } = explain(error, source.text.slice(from, from + 1));
  return problem('yaml-syntax', message, { source, start, end: Math.max(start + 1, to) }, { hint });
}

/** The parser misses a closing quote only at the end of the file; people look for the opening one. */
function placeOf(error: YAMLError, text: string): readonly [number, number] {
  const quote = error.code === 'MISSING_CHAR' ? /["']quote/.exec(error.message)?.[0].charAt(0) : undefined;
  const opening = quote === undefined ? -1 : text.lastIndexOf(quote, error.pos[0] - 1);
  return opening === -1 ? error.pos : [opening, opening + 1];
}

function explain(error: YAMLError, character: string): Explanation {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab cannot indent YAML', hint: 'use spaces' };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: 'a key cannot stand inside a value',
        hint: 'quote a value that holds ": ", or check the indentation of the next line',
      };
    case 'BAD_INDENT':
      return { message: 'the indentation does not fit, or a bracket is not closed' };
    case 'BAD_SCALAR_START':
      return { message: `a value cannot start with ${character}`, hint: 'quote the value' };
    case 'BAD_DQ_ESCAPE':
      return {
        message: `${error.message.replace(/^.* /, '')} is no escape sequence`,
        hint: 'write the backslash twice, or use single quotes, where it is literal',
      };
    case 'MISSING_CHAR':
      return missing(error.message);
    case 'UNEXPECTED_TOKEN':
      return unexpected(error.message);
    case 'BLOCK_IN_FLOW':
      return { message: 'a block list or map cannot stand inside brackets or braces' };
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
      return { message: 'this alias is not valid', hint: 'quote the value if the * is meant literally' };
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
    case 'BAD_COLLECTION_TYPE':
    case 'TAG_RESOLVE_FAILED':
      return { message: 'the anchors or tags of this value are not valid' };
    case 'KEY_OVER_1024_CHARS':
      return { message: 'a key is longer than 1024 characters' };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'lists and maps are nested too deep' };
    case 'BAD_DIRECTIVE':
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'MULTIPLE_DOCS':
    case 'NON_STRING_KEY':
      return { message: lowerFirst(error.message) };
  }
}

function missing(message: string): Explanation {
  if (message.includes('quote')) return { message: 'a quote is not closed' };
  if (message.includes('block scalar')) return { message: 'a value must follow' };
  return { message: lowerFirst(message) };
}

function unexpected(message: string): Explanation {
  if (message.includes('at node end')) {
    return { message: 'this does not belong to the value before it', hint: 'check the quotes and the indentation' };
  }
  if (message.includes('in YAML stream')) return { message: 'this does not belong to the list or map above' };
  return { message: lowerFirst(message) };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
