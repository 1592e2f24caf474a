import { diagnosticCodes } from '../diagnostics/codes.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/span.ts';
import type { Located } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { Sealed } from '../language/sealed.ts';
import { readYaml } from '../language/yaml.ts';
import type { YamlOptions } from '../language/yaml/options.ts';
import { magicNameProblems } from './magic-names.ts';
import type { VariableLayer } from './model.ts';

/** The layer of an encrypted file of variables. It is empty until the file is opened; then it is filled. */
export function sealedLayer(
  source: Source,
  layer: Pick<VariableLayer, 'origin' | 'level'>,
  options: YamlOptions,
): VariableLayer {
  const variables = new Map<string, Located>();
  const span = { source, start: 0, end: source.text.length };
  const sealed = new Sealed(source.text, span, (text) => {
    const { value, diagnostics } = readYaml({ name: source.name, text, secret: true }, options);
    const problems = [...diagnostics];
    if (value?.type === 'map') {
      for (const { key, value: variable } of value.entries) variables.set(key, variable);
      problems.push(...prepare(value));
    } else if (value !== undefined && (value.type !== 'scalar' || value.value !== null))
      problems.push(problem('wrong-type', 'a file of variables is a map of names and values', value.span));
    return [...problems.map(withoutContent), ...magicNameProblems({ ...layer, variables })];
  });
  return { ...layer, variables, sealed };
}

/** What is wrong is often said with the value that it is wrong with. */
function withoutContent({ code, severity, span }: Diagnostic): Diagnostic {
  const hint = '`rackwright vault edit` shows this place';
  return { ...problem(code, `in the encrypted file: ${diagnosticCodes[code]}`, span, { hint }), severity };
}
