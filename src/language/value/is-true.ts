/** What conditions and `{{#if}}` take as true, as Python does: not null, false, 0, "", or an empty list or map. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
