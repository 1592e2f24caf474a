import { parse } from 'yaml';
import type { ScalarTag } from 'yaml';

/** Reads YAML with two tags of ours: `!bytes text` gives bytes (UTF-8), `!undefined` nothing. `!!binary` is base64. */
export function parseCaseYaml(text: string): unknown {
  return parse(text, { customTags: (tags) => [...tags, bytes, nothing, 'binary'] });
}

const bytes: ScalarTag = { tag: '!bytes', resolve: (text) => new TextEncoder().encode(text) };
const nothing: ScalarTag = { tag: '!undefined', resolve: () => undefined };
