import { Cannot } from './cannot.ts';
import type { FileKind } from './file-kind.ts';
import { entriesOf, isMap, readYamlText } from './yaml-text.ts';

/** Variables that are maps in every file that sets them: Jinja loops over their keys, Handlebars over their values. */
export function mapNames(
  files: readonly { readonly kind: FileKind; readonly text: string | undefined }[],
): ReadonlySet<string> {
  const maps = new Set<string>();
  const others = new Set<string>();
  for (const { kind, text } of files) {
    for (const [name, value] of kind === 'variables' && text !== undefined ? variablesIn(text) : []) {
      (isMap(value) ? maps : others).add(name);
    }
  }
  return new Set([...maps].filter((name) => !others.has(name)));
}

function variablesIn(text: string): readonly (readonly [string, unknown])[] {
  try {
    const { contents } = readYamlText(text);
    return isMap(contents) ? entriesOf(contents) : [];
  } catch (error) {
    // It is reported where it is converted.
    if (error instanceof Cannot) return [];
    throw error;
  }
}
