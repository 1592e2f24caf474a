import { InputError } from '../../diagnostics/errors.ts';
import type { Condition } from '../../language/condition/model.ts';
import { conditionVariables } from '../../language/condition/condition-variables.ts';
import type { Located } from '../../language/located.ts';
import { compileTemplate } from '../../language/template.ts';
import type { VariableUse } from '../../language/variable-use.ts';
import { variablesOf } from '../../language/template/variables-of.ts';

/** The variables that the templates in a value, or a condition, refer to. Found once for each value. */
export function usesIn(value: Located | Condition): readonly VariableUse[] {
  let uses = known.get(value);
  if (uses === undefined)
    known.set(value, (uses = 'root' in value ? conditionVariables(value) : usesInTemplates(value)));
  return uses;
}

/** Lives as long as the playbook or inventory that holds the value. */
const known = new WeakMap<object, readonly VariableUse[]>();

function usesInTemplates(located: Located): readonly VariableUse[] {
  switch (located.type) {
    case 'scalar':
      return typeof located.value === 'string' && located.value.includes('{{') ? ofText(located.value, located) : [];
    case 'list':
      return located.items.flatMap(usesInTemplates);
    case 'map':
      return located.entries.flatMap((entry) => usesInTemplates(entry.value));
  }
}

function ofText(text: string, origin: Extract<Located, { type: 'scalar' }>): readonly VariableUse[] {
  try {
    return variablesOf(compileTemplate(text, origin));
  } catch (error) {
    // What does not parse has been reported where it was read.
    if (error instanceof InputError) return [];
    throw error;
  }
}
