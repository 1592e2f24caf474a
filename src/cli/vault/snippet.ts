/** An encrypted value as it stands in a YAML file. `indent` is that of its key. */
export function vaultSnippet(name: string, armored: string, indent = ''): string {
  return `${indent}${name}: !vault |\n${blockLines(armored, `${indent}  `)}`;
}

/** Every line with an indentation; a line break at the end. */
export function blockLines(text: string, indent: string): string {
  return text.trim().replaceAll(/^/gm, indent) + '\n';
}
