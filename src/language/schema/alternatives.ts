import type { ErrorObject } from 'ajv';

/** True for an `anyOf` or `oneOf`, and all below it, one of whose branches failed only in errors that are not left. */
export function isDecided(error: ErrorObject, all: readonly ErrorObject[], left: readonly ErrorObject[]): boolean {
  return all.some((choice) => {
    if (!isChoice(choice) || !(error === choice || isBelow(error, choice))) return false;
    return branches(choice, all).some((errors) => errors.every((each) => !left.includes(each)));
  });
}

/**
 * Where none of several alternatives fits, only the errors of the one that was meant help: the one whose type fits. When
 * there is none or more than one, the choice itself is left to be explained.
 */
export function alternativesOf(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(isChoice);
  return errors.filter((error) => {
    if (isChoice(error) && meant(error, errors)) return false;
    const above = choices.filter((choice) => isBelow(error, choice));
    return above.every((choice) => meant(choice, errors)?.includes(error));
  });
}

function meant(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] | undefined {
  const fitting = branches(choice, errors).filter((branch) => branch.length > 0 && !branch.some(isTypeErrorOf(choice)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isTypeErrorOf(choice: ErrorObject): (error: ErrorObject) => boolean {
  return (error) => error.keyword === 'type' && error.instancePath === choice.instancePath;
}

function isChoice(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

function isBelow(error: ErrorObject, choice: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${choice.schemaPath}/`) && error.instancePath.startsWith(choice.instancePath);
}

function branches(choice: ErrorObject, errors: readonly ErrorObject[]): readonly (readonly ErrorObject[])[] {
  const count = Array.isArray(choice.schema) ? choice.schema.length : 0;
  return Array.from({ length: count }, (_, index) =>
    errors.filter((error) => isBelow(error, { ...choice, schemaPath: `${choice.schemaPath}/${index}` })),
  );
}
