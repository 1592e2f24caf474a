import { parse } from 'yaml';
import type { ScalarTag } from 'yaml';
import { Secret } from '../../src/secret.ts';

/** Reads YAML with tags of ours: `!bytes text` gives bytes (UTF-8), `!undefined` nothing, `!secret text` a secret. `!!binary` is base64. */
export function parseCaseYaml(text: string): unknown {
  return parse(text, { customTags: (tags) => [...tags, bytes, nothing, secret, 'binary'] });
}

const bytes: ScalarTag = { tag: '!bytes', resolve: (text) => new TextEncoder().encode(text) };
const nothing: ScalarTag = { tag: '!undefined', resolve: () => undefined };
const secret: ScalarTag = { tag: '!secret', resolve: (text) => new Secret(text) };
