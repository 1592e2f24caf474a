import { isMissing, Missing, MissingError } from './missing.ts';
import { memberOf } from './member.ts';

/** `attribute='a.b.0'`, which may be missing. A number is an index. */
export function attributeOf(item: unknown, attribute: unknown): unknown {
  const steps: readonly unknown[] =
    typeof attribute === 'string'
      ? attribute.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
      : [attribute];
  return steps.reduce((value: unknown, step) => memberOf(value, step), item);
}

/** The item, or its attribute when there is a name of one. */
export function subjectOf(item: unknown, attribute: unknown): unknown {
  const subject = attribute === undefined || attribute === null ? item : attributeOf(item, attribute);
  if (isMissing(subject)) throw new MissingError(subject);
  return subject;
}

export function missingItem(message: string): Missing {
  return new Missing(() => ({ message, hint: 'write "| default(…)"' }));
}
