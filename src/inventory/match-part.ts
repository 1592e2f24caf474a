import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Inventory } from './model.ts';
import type { PatternPart } from './pattern-parts.ts';

export interface PartMatch {
  readonly hosts: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** The hosts of one part of a pattern: a group, a host, or all groups and hosts that a glob or `~regex` matches. */
export function matchPart(inventory: Inventory, part: PatternPart, span: Span | undefined): PartMatch {
  const matches = matcherOf(part.text);
  if (typeof matches === 'string') return { hosts: [], problems: [problem('pattern-syntax', matches, span)] };
  const found = namesMatched(inventory, part.text, matches);
  if (found === undefined) return { hosts: [], problems: [unknown(inventory, part, span)] };
  if (part.subscript === undefined) return { hosts: found, problems: [] };
  const { from, to } = part.subscript;
  const start = from < 0 ? from + found.length : from;
  const hosts = from === to ? found.slice(start, start + 1) : found.slice(start, to + 1);
  if (hosts.length > 0 && start >= 0) return { hosts, problems: [] };
  const few = problem('unknown-host', `"${part.text}" has ${found.length} hosts, which is too few for [${from}]`, span);
  return { hosts: [], problems: [{ ...few, severity: 'warning' }] };
}

type Matcher = (name: string) => boolean;

/** Nothing when neither a group nor a host has such a name. */
function namesMatched(inventory: Inventory, text: string, matches: Matcher): readonly string[] | undefined {
  const groups = [...inventory.groups.values()].filter((group) => matches(group.name));
  const hosts = groups.length === 0 || isOpen(text) ? ownNames(inventory).filter(matches) : [];
  const found = new Set([...groups.flatMap((group) => group.hosts), ...hosts]);
  if (groups.length > 0 || found.size > 0) return [...found];
  // A localhost that nobody wrote down is meant only by its name.
  const name = text === '127.0.0.1' || text === '::1' ? 'localhost' : text;
  return inventory.hosts.has(name) ? [name] : undefined;
}

function ownNames(inventory: Inventory): readonly string[] {
  const inAll = new Set(inventory.groups.get('all')?.hosts);
  return [...inventory.hosts.keys()].filter((name) => inAll.has(name));
}

function unknown(inventory: Inventory, part: PatternPart, span: Span | undefined): Diagnostic {
  if (isOpen(part.text)) {
    return { ...problem('unknown-host', `"${part.text}" matches no host or group`, span), severity: 'warning' };
  }
  const known = [...inventory.groups.keys(), ...inventory.hosts.keys()];
  const hint = didYouMean(part.text, known) ?? 'add it to the inventory; a group may be empty';
  const found = problem('unknown-host', `the inventory has no host or group "${part.text}"`, span, { hint });
  return part.role === 'exclude' ? { ...found, severity: 'warning' } : found;
}

/** Not a plain name. */
function isOpen(text: string): boolean {
  return text.startsWith('~') || /[*?[]/.test(text);
}

/** How names are compared, or what is wrong with the expression. A regular expression must match from the start. */
function matcherOf(text: string): Matcher | string {
  if (!text.startsWith('~')) {
    const glob = isOpen(text) ? globExpression(text) : undefined;
    return glob === undefined ? (name) => name === text : (name) => glob.test(name);
  }
  try {
    const expression = new RegExp(`^(?:${text.slice(1)})`);
    return (name) => expression.test(name);
  } catch (error) {
    return `"${text}" is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The shell's globs: `*`, `?`, `[abc]`, `[!abc]`. */
function globExpression(glob: string): RegExp {
  const body = glob.replaceAll(
    /\[(!?)([^\]]*)\]|[^]/g,
    (part, not: string | undefined, letters: string | undefined) => {
      if (letters !== undefined) return `[${not === '!' ? '^' : ''}${letters.replaceAll(/[\\^[]/g, String.raw`\$&`)}]`;
      if (part === '*') return '.*';
      return part === '?' ? '.' : part.replace(/[\\^$.|+(){}[\]]/, String.raw`\$&`);
    },
  );
  return new RegExp(`^${body}$`);
}
