import { showSpan } from '../diagnostics/span.ts';
import { toPlain } from '../language/located.ts';
import type { Plain } from '../language/located.ts';
import { sealedIn } from '../language/sealed-in.ts';
import type { VariableLayer } from './model.ts';
import { precedence } from './precedence.ts';

/** One place that sets a variable. */
export interface Explanation {
  /** `group_vars/web.yml:3:7`, or the layer's origin where there is no line to show. */
  readonly origin: string;
  /** As written: templates are not rendered. What is encrypted is not shown. */
  readonly value: Plain;
  /** Title of the level in `precedence.ts`. */
  readonly level: string;
  /** True for the last one, which overrides the others. */
  readonly winner: boolean;
}

/**
 * All places that set a variable, lowest precedence first.
 * @param layers of a host, in order, with those of `-e` (and of a play or task, when it is about one) around them
 */
export function explainVariable(name: string, layers: readonly VariableLayer[]): readonly Explanation[] {
  const found = layers.flatMap((layer) => {
    const located = layer.variables.get(name);
    return located === undefined ? [] : [{ layer, located }];
  });
  return found.map(({ layer, located }, index) => ({
    origin: located.span.end > located.span.start ? showSpan(located.span) : layer.origin,
    value: layer.sealed !== undefined || sealedIn(located).length > 0 ? '*** (encrypted)' : toPlain(located),
    level: precedence.find((each) => each.level === layer.level)?.title ?? layer.origin,
    winner: index === found.length - 1,
  }));
}
