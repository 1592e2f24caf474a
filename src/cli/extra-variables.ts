import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Source } from '../diagnostics/span.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { sealedLayer } from '../inventory/sealed-layer.ts';
import { toPlain } from '../language/located.ts';
import type { Located } from '../language/located.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { textOfFile } from '../language/text-of-file.ts';
import { readYaml } from '../language/yaml.ts';
import { sealedValuesIn } from '../playbook/variables/needed-sealed.ts';
import type { VaultAccess } from './vault-access.ts';

/**
 * Variables given by `-e`: `name=value`, `@file.yml`, or a map in YAML or JSON. A value is read as YAML, so that
 * `port=8080` is a number; quote it to keep a text.
 * @throws InputError
 */
export async function extraVariables(
  words: readonly string[],
  cwd: string,
  vault: Pick<VaultAccess, 'open'>,
): Promise<VariableLayer | undefined> {
  if (words.length === 0) return undefined;
  const variables = new Map<string, Located>();
  for (const word of words) for (const [name, value] of await readWord(word, cwd, vault)) variables.set(name, value);
  const layer: VariableLayer = { origin: 'the command line (-e)', variables, level: 'extra' };
  await vault.open(sealedValuesIn([layer]));
  return layer;
}

async function readWord(
  word: string,
  cwd: string,
  vault: Pick<VaultAccess, 'open'>,
): Promise<readonly (readonly [string, Located])[]> {
  if (word.startsWith('@')) {
    const source = readSource(word.slice(1), cwd);
    return sealedFormat(source.text) === undefined ? entriesOf(source) : openedEntries(source, vault);
  }
  const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(word);
  if (assignment === null) return entriesOf({ name: '-e', text: word });
  const [, name = '', text = ''] = assignment;
  const value = valueOf({ name: `-e ${name}`, text });
  return value === undefined ? [[name, emptyText({ name: '-e', text: word })]] : [[name, value]];
}

/** An encrypted file that the command line names is needed. */
async function openedEntries(
  source: Source,
  vault: Pick<VaultAccess, 'open'>,
): Promise<readonly (readonly [string, Located])[]> {
  const { variables, sealed } = sealedLayer(source, { origin: source.name }, { ambiguous: 'error' });
  if (sealed !== undefined) await vault.open([sealed]);
  for (const value of variables.values()) sealed?.disclose(toPlain(value));
  return [...variables];
}

function entriesOf(source: Source): readonly (readonly [string, Located])[] {
  const value = valueOf(source);
  if (value?.type === 'map') return value.entries.map((entry) => [entry.key, entry.value]);
  const span = { source, start: 0, end: source.text.length };
  const hint = 'write `-e name=value`, `-e @file.yml` or `-e \'{"name": "value"}\'`';
  throw new InputError([problem('usage', 'extra variables must be a map', span, { hint })]);
}

function valueOf(source: Source): Located | undefined {
  const { value, diagnostics } = readYaml(source, { ambiguous: 'error' });
  if (diagnostics.length > 0) throw new InputError(diagnostics);
  return value;
}

function readSource(path: string, cwd: string): Source {
  try {
    return { name: path, text: textOfFile(readFileSync(resolve(cwd, path))) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError([problem('file-missing', `cannot read ${path}: ${why}`, undefined)]);
  }
}

function emptyText(source: Source): Located {
  return { type: 'scalar', value: '', span: { source, start: 0, end: source.text.length } };
}
