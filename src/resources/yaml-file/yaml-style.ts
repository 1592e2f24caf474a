import { isCollection, isMap, isSeq, stringify, visit } from 'yaml';
import type { Document, ToStringOptions } from 'yaml';

/** How a YAML file is written, as far as it can be seen. */
export interface YamlStyle {
  readonly whole: ToStringOptions;
  /** A value on lines of its own, each with a line end, without indentation. */
  lines(value: unknown): readonly string[];
  /** A value on one line; `like` is the kind of quotes that a text gets. */
  inline(value: unknown, like?: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'): string;
}

export function yamlStyle(text: string, doc: Document): YamlStyle {
  const whole: ToStringOptions = { lineWidth: 0, flowCollectionPadding: /\{ \S/.test(text), ...indentation(text, doc) };
  const compat = { ...whole, compat: 'yaml-1.1' } as const;
  return {
    whole,
    lines: (value) => stringify(value, compat).match(/[^\n]*\n/g) ?? [],
    inline: (value, like) => {
      const quoted = typeof value === 'string' && like !== undefined ? ({ defaultStringType: like } as const) : {};
      const written = stringify(value, {
        ...compat,
        ...quoted,
        collectionStyle: 'flow',
        doubleQuotedMinMultiLineLength: 1e9,
      }).trimEnd();
      // Everything that JSON can say stands on one line in it.
      return written.includes('\n') ? JSON.stringify(value) : written;
    },
  };
}

/** From the first map and the first list that stand in a map; two spaces and indented lists when there are none. */
function indentation(text: string, doc: Document): Pick<ToStringOptions, 'indent' | 'indentSeq'> {
  let indent: number | undefined;
  let indentSeq: boolean | undefined;
  visit(doc, {
    Pair: (_, pair, path) => {
      const { key, value } = pair as { readonly key: unknown; readonly value: unknown };
      if (!isCollection(value) || value.flow === true) return;
      const start = columnOf(text, (key as { readonly range?: readonly number[] }).range?.[0]);
      const inner = columnOf(text, value.range?.[0]);
      if (start === undefined || inner === undefined || path.some(isSeq)) return;
      if (isMap(value) && inner > start) indent ??= inner - start;
      if (isSeq(value)) indentSeq ??= inner > start;
    },
  });
  return { ...(indent !== undefined && { indent }), ...(indentSeq !== undefined && { indentSeq }) };
}

function columnOf(text: string, offset: number | undefined): number | undefined {
  return offset === undefined ? undefined : offset - text.lastIndexOf('\n', offset - 1) - 1;
}
