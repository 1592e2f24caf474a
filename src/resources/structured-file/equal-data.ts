/** Whether two values say the same: the order of lists counts, that of maps does not. */
export function equalData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, at) => equalData(each, b[at]))
    );
  if (!isObject(a) || !isObject(b)) return Object.is(a, b) || (a === 0 && b === 0);
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equalData(a[name], b[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
