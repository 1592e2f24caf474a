import type { VariableLayer } from '../inventory/model.ts';
import { sealedLayer } from '../inventory/sealed-layer.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import type { Reading } from './reading.ts';

/** The layer of a file of variables that is encrypted; nothing for a plain one and when there is none. */
export function sealedFile(
  reading: Reading,
  path: string,
  layer: Pick<VariableLayer, 'origin' | 'level'>,
): VariableLayer | undefined {
  const text = reading.sources.readText(path);
  if (text === undefined || sealedFormat(text) === undefined) return undefined;
  return sealedLayer({ name: reading.sources.show(path), text }, layer, { ambiguous: 'error' });
}
