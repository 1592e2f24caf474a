import type { JsonLayout } from './json-style.ts';

/** A value as JSON text in a layout; what is empty stands on one line. */
export function writeJson(value: unknown, layout: JsonLayout): string {
  if (Array.isArray(value))
    return enclose(
      '[',
      ']',
      value.map((item) => (inner: JsonLayout) => writeJson(item, inner)),
      layout,
    );
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) =>
      (inner: JsonLayout): string =>
        writeMember(name, each, inner),
  );
  return enclose('{', '}', members, layout);
}

export function writeMember(name: string | undefined, value: unknown, layout: JsonLayout): string {
  return `${name === undefined ? '' : `${JSON.stringify(name)}${layout.colon}`}${writeJson(value, layout)}`;
}

function enclose(
  open: string,
  close: string,
  parts: readonly ((inner: JsonLayout) => string)[],
  layout: JsonLayout,
): string {
  if (parts.length === 0) return open + close;
  const { unit, indent, comma } = layout;
  if (unit === undefined) return open + parts.map((part) => part(layout)).join(comma) + close;
  const inner = { ...layout, indent: indent + unit };
  return `${open}\n${parts.map((part) => inner.indent + part(inner)).join(',\n')}\n${indent}${close}`;
}
