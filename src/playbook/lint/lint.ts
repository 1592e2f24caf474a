import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { distinct } from '../../diagnostics/distinct.ts';
import type { VariableCheck } from '../variables/check-variables.ts';
import { neverHolding } from './never-holding.ts';
import { unusedHandlers } from './unused-handlers.ts';
import { unusedVariables } from './unused-variables.ts';

/** Warnings about a playbook that is valid: what has no effect is mostly a slip. */
export function lint(check: VariableCheck): readonly Diagnostic[] {
  const found = [...neverHolding(check.playbook), ...unusedHandlers(check.playbook), ...unusedVariables(check)];
  // A block's condition and a role's variables are those of all its tasks.
  return distinct(found);
}
