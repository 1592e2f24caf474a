/** What `{{#if}}` takes as false, as in Handlebars: false, null, 0, "" and the empty list. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
