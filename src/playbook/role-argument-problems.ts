import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Span } from '../diagnostics/span.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { entryOf } from '../language/located.ts';
import { validatePlain } from '../language/schema.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import type { RoleInstance } from './model.ts';

/**
 * What is wrong with the parameters that a called role sees on a host, wherever they come from: the call, the
 * inventory, `-e`, facts or results. `complete` is false when some are not known yet.
 *
 * @param layers where they may have been written, lowest precedence first, for pointing there
 */
export function roleArgumentProblems(
  { name, span, arguments: declared }: RoleInstance,
  scope: Scope,
  layers: readonly VariableLayer[],
): { readonly problems: readonly Diagnostic[]; readonly complete: boolean } {
  if (declared === undefined) return { problems: [], complete: true };
  const values: Record<string, unknown> = {};
  const unknown = new Set<string>();
  let complete = true;
  for (const parameter of Object.keys(declared.properties)) {
    if (!(parameter in scope)) continue;
    try {
      const value = scope[parameter];
      // `default(omit)`: as if it had not been given.
      if (typeof value !== 'symbol') values[parameter] = value;
    } catch (error) {
      // What cannot be rendered is said where it is used.
      if (!(error instanceof PendingVariable || error instanceof InputError)) throw error;
      if (error instanceof PendingVariable) complete = false;
      unknown.add(parameter);
    }
  }
  const missing = declared.required.filter((each) => !Object.hasOwn(values, each) && !unknown.has(each));
  const hint = `see \`rackwright doc ${name}\``;
  const problems = [
    ...missing.map((each) => problem('missing-key', `role ${name} needs "${each}"`, span, { hint })),
    ...validatePlain(declared.schema, values).map((each) => {
      const place = placeOf(each.path, layers);
      const related = place === undefined ? [] : [{ message: 'the role is called here', span }];
      return problem(each.code, `role ${name}: ${each.message}`, place ?? span, { hint: each.hint ?? hint, related });
    }),
  ];
  return { problems, complete };
}

/** Of a value that is written in a layer, or of the part of it that a path names as far as it is written there. */
function placeOf([name = '', ...steps]: readonly string[], layers: readonly VariableLayer[]): Span | undefined {
  let at = layers.findLast((layer) => layer.variables.has(name))?.variables.get(name);
  for (const step of steps) {
    const next =
      at?.type === 'map' ? entryOf(at, step)?.value : at?.type === 'list' ? at.items[Number(step)] : undefined;
    if (next === undefined) break;
    at = next;
  }
  return at?.span;
}
