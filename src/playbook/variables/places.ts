import { InputError } from '../../diagnostics/errors.ts';
import type { Span } from '../../diagnostics/span.ts';
import { evaluate, test } from '../../language/condition/evaluate.ts';
import type { Condition } from '../../language/condition/model.ts';
import { parseCondition } from '../../language/condition/parse.ts';
import type { Located, LocatedEntry } from '../../language/located.ts';
import { render } from '../../language/render.ts';
import type { Scope } from '../../language/scope.ts';
import { compileTemplate } from '../../language/template.ts';
import { variablesOf } from '../../language/template/variables-of.ts';
import type { VariableUse } from '../../language/variable-use.ts';
import { assetsIn } from '../assets-in.ts';
import type { Play, Task } from '../model.ts';
import type { PlaybookSources } from '../reading.ts';
import type { TemplateSource } from '../template-sources.ts';
import { usesIn } from './uses-in.ts';

/** One template or condition of a task that is evaluated during a run. */
export interface Place {
  readonly play: Play;
  readonly task: Task;
  readonly uses: readonly VariableUse[];
  /** What must hold for it to be evaluated at all. */
  readonly when: readonly Condition[];
  /** Where the file that it stands in is named, when that is no playbook. */
  readonly namedAt?: Span;
  /** @throws InputError, PendingVariable */
  evaluate(scope: Scope): void;
}

/** All that a run evaluates of a task. `templateOf` gives the template file that an argument names. */
export function placesOf(
  play: Play,
  task: Task,
  sources: Pick<PlaybookSources, 'find'>,
  templateOf: (task: Task, name: string) => TemplateSource | undefined,
): readonly Place[] {
  const { when, loop } = task;
  const place = (value: Located | Condition): Place => ({
    play,
    task,
    uses: usesIn(value),
    when,
    evaluate: (scope) => ('root' in value ? evaluate(value, scope) : render(value, scope)),
  });
  const later = [task.changedWhen, task.failedWhen, task.until?.condition].flatMap((each) => each ?? []);
  const properties = sources.find(task.kind)?.schema.properties ?? {};
  return [
    ...when.map((condition, index) => ({
      ...place(condition),
      when: when.slice(0, index),
      evaluate: (scope: Scope) => void test(condition, scope),
    })),
    ...(loop === undefined ? [] : [place(loop.over), ...(loop.label ? [place(loop.label)] : [])]),
    ...[task.name, task.become.user, task.delegateTo, ...task.environment].flatMap((value) =>
      value === undefined ? [] : [place(value)],
    ),
    ...task.args.entries.flatMap((entry): readonly Place[] => {
      const property = properties[entry.key];
      if (property?.expression !== undefined) return expressionsOf(entry).map(place);
      const templates = assetsIn(property, entry.value).flatMap((asset): readonly Place[] => {
        const template = asset.kind === 'template' ? templateNamed(task, asset.name, templateOf) : undefined;
        return template ? [{ play, task, when, namedAt: asset.value.span, ...template }] : [];
      });
      return [place(entry.value), ...templates];
    }),
    ...later.map(place),
  ].filter((each) => each.uses.length > 0);
}

function expressionsOf({ value }: LocatedEntry): readonly Condition[] {
  return (value.type === 'list' ? value.items : [value]).flatMap((item) =>
    item.type === 'scalar' ? (orNothing(() => parseCondition(item)) ?? []) : [],
  );
}

function templateNamed(
  task: Task,
  name: string,
  templateOf: (task: Task, name: string) => TemplateSource | undefined,
): Pick<Place, 'uses' | 'evaluate'> | undefined {
  const source = name.includes('{{') ? undefined : templateOf(task, name);
  const template = source && orNothing(() => compileTemplate(source.text, source, source.findPartial));
  return template && { uses: variablesOf(template), evaluate: (scope) => void template.render(scope) };
}

/** What does not parse has been reported where it was read. */
function orNothing<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
