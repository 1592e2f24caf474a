import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { VariableLayer } from '../inventory/model.ts';
import type { Located, LocatedEntry } from '../language/located.ts';
import { validate } from '../language/schema.ts';
import type { RoleArguments } from './model.ts';
import type { Reading } from './reading.ts';

/** A call of a role, as far as it is judged where it is read. */
interface Call {
  readonly name: string;
  readonly span: Span;
  readonly given: readonly LocatedEntry[];
}

/**
 * What is wrong with a call as it is written. Values that hold templates, and parameters that come from elsewhere, are
 * judged for each host (`role-argument-problems.ts`).
 *
 * @param known.parameters of the role and its dependencies, which see what a call gives
 * @param known.own the variables of its `defaults`, which may be checked as if they had been given
 */
export function checkRoleCall(
  reading: Reading,
  { name, given, span }: Call,
  declared: RoleArguments | undefined,
  known: { readonly own: readonly VariableLayer[]; readonly parameters: readonly string[] },
): void {
  if (declared === undefined) return;
  const isKnown = new Set(known.parameters);
  reading.diagnostics.push(
    ...given.filter(({ key }) => !isKnown.has(key)).map((entry) => unknown(name, entry, known.parameters)),
    ...given.filter(({ key }) => Object.hasOwn(declared.properties, key)).flatMap(wrong),
    ...known.own.flatMap(({ variables }) => [...variables].flatMap(([key, value]) => ofDefault(key, value))),
  );

  function wrong(entry: LocatedEntry): readonly Diagnostic[] {
    const found = validate(declared?.schema ?? {}, { type: 'map', entries: [entry], span }, entry.key);
    return found.map((each) => ({ ...each, message: `role ${name}: ${each.message}` }));
  }

  function ofDefault(key: string, value: Located): readonly Diagnostic[] {
    const property = declared?.properties[key];
    if (property === undefined) return [];
    if (property.default === undefined) return wrong({ key, keySpan: value.span, value });
    const hint = 'keep the one in `arguments.yml`';
    return [problem('yaml-duplicate-key', `role ${name}: "${key}" has two defaults`, value.span, { hint })];
  }
}

function unknown(role: string, { key, keySpan }: LocatedEntry, known: readonly string[]): Diagnostic {
  const hint = didYouMean(key, known) ?? `see \`rackwright doc ${role}\``;
  return problem('unknown-argument', `role ${role} has no parameter "${key}"`, keySpan, { hint });
}
