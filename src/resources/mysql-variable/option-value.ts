/** A value as an option file takes it. Source: "Using Option Files": backslashes are escapes, `#` may begin a remark. */
export function optionValue(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\');
  return /^[^\s"'#;][^"'#;]*$|^$/.test(escaped) && !/\s$/.test(escaped)
    ? escaped
    : `"${escaped.replaceAll('"', '\\"')}"`;
}
