import type { Scalar } from 'yaml';
import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { YamlOptions } from './options.ts';

interface PlainScalar {
  readonly value: string | number | boolean | null;
  readonly problem?: Diagnostic;
}

/** Reads an unquoted scalar and refuses what YAML readers disagree about. */
export function readPlainScalar(node: Scalar, span: Span, options: YamlOptions): PlainScalar {
  const text = node.source ?? '';
  if (/^[-+]?0[0-9]+$/.test(text) || /^0o[0-7]+$/.test(text)) {
    return refuse(text, `${text} is octal for some YAML readers and decimal for others`, span, text);
  }
  const { value } = node;
  if (typeof value === 'number') return readNumber(text, value, span);
  if (typeof value === 'boolean' || value === null) return { value };
  return readWord(text, typeof value === 'string' ? value : text, span, options);
}

/** A number must read back as it was written, because templates show it: 8.0 would become 8, 1.10 become 1.1. */
function readNumber(text: string, value: number, span: Span): PlainScalar {
  const isInteger = /^[-+]?[0-9]+$/.test(text) || text.startsWith('0x');
  if (isInteger && Number.isSafeInteger(value)) return { value };
  if (String(value) === text || !Number.isFinite(value)) return { value };
  return refuse(text, `${text} is a number and would be shown as ${value}`, span, value);
}

const words = new Map([
  ['yes', true],
  ['no', false],
  ['on', true],
  ['off', false],
  ['y', true],
  ['n', false],
]);

function readWord(text: string, value: string, span: Span, options: YamlOptions): PlainScalar {
  const meaning = text.length <= 3 ? words.get(text.toLowerCase()) : undefined;
  if (meaning === undefined) return { value };
  if (options.ambiguous === 'error') {
    const message = `${text} is a boolean for some YAML readers and text for others`;
    return refuse(text, message, span, meaning, `write ${String(meaning)}, or quote it: "${text}"`);
  }
  return { value: text.length > 1 && /^([A-Z]?[a-z]+|[A-Z]+)$/.test(text) ? meaning : value };
}

function refuse(
  text: string,
  message: string,
  span: Span,
  value: string | number | boolean,
  hint = `quote it: "${text}"`,
): PlainScalar {
  return { value, problem: problem('yaml-ambiguous', message, span, { hint }) };
}
