import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Frame } from './frame.ts';
import type { PathExpression } from './model.ts';
import type { TextProblem } from './text-problem.ts';

export type Resolved =
  { readonly found: true; readonly value: unknown } | { readonly found: false; readonly problem: TextProblem };

/** Looks a path up through own properties only. Getters of the scope may throw; that passes through. */
export function resolvePath(path: PathExpression, frame: Frame): Resolved {
  const { start, parts } = startOf(path, frame);
  let value = start;
  for (const [index, part] of parts.entries()) {
    const next = property(value, part);
    if (next === undefined) return missing(path, frame, value, parts.slice(0, index), part);
    value = next;
  }
  return { found: true, value };
}

function startOf(path: PathExpression, frame: Frame): { readonly start: unknown; readonly parts: readonly string[] } {
  const [first = '', ...rest] = path.parts;
  if (path.from === 'root') return { start: frame.root, parts: path.parts };
  for (let outer = path.scoped ? undefined : frame.bindings; outer; outer = outer.outer) {
    if (outer.values.has(first) && path.from === 'context') return { start: outer.values.get(first), parts: rest };
  }
  let at: Frame | undefined = frame;
  for (let depth = 0; depth < path.depth; depth += 1) at = at?.parent;
  if (path.from === 'data') return { start: at?.data.get(first), parts: rest };
  return { start: at?.context, parts: path.parts };
}

function property(value: unknown, part: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && part === 'length') return value.length;
  if (!Object.hasOwn(value, part)) return undefined;
  const found: unknown = Reflect.get(value, part);
  return typeof found === 'function' ? undefined : found;
}

function missing(
  path: PathExpression,
  frame: Frame,
  holder: unknown,
  before: readonly string[],
  part: string,
): { readonly found: false; readonly problem: TextProblem } {
  const isVariable = holder === frame.root;
  const owner = before.length === 0 ? 'the item' : `"${before.join('.')}"`;
  const message = isVariable ? `the variable "${part}" is not defined` : `${owner} has no "${part}"`;
  return {
    found: false,
    problem: { code: 'unknown-variable', message, range: path.range, hint: hintFor(frame, holder, part) },
  };
}

function hintFor(frame: Frame, holder: unknown, part: string): string | undefined {
  if (holder === frame.context && holder !== frame.root && Object.hasOwn(frame.root, part)) {
    return `inside {{#each}} and {{#with}} write {{@root.${part}}}`;
  }
  return typeof holder === 'object' && holder !== null ? didYouMean(part, Object.keys(holder)) : undefined;
}
