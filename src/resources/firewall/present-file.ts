import { CannotConverge } from '../../resource.ts';
import type { Change, ChangeValue } from '../../resource.ts';
import { sha256 } from '../content-change.ts';
import type { Observed } from './observed.ts';

/**
 * The text of an observed file; nothing when it is absent.
 * @throws CannotConverge when it cannot be read
 */
export function presentText({ files }: Observed, path: string): string | undefined {
  const content = files.get(path);
  if (content === undefined || content.type === 'absent') return undefined;
  if (content.type !== 'content')
    throw new CannotConverge(`${path} cannot be read as a file (${content.type}); use become, or see what it is`);
  return new TextDecoder().decode(content.bytes);
}

/** Two texts are compared line by line; of one alone only the weight is shown, since its rules are shown already. */
export function fileChange(path: string, from: string | undefined, to: string | undefined): Change {
  const value = from === undefined || to === undefined ? weight : asText;
  return { attribute: path, from: value(from), to: value(to) };
}

function asText(text: string | undefined): ChangeValue {
  return text === undefined ? null : { text };
}

function weight(text: string | undefined): ChangeValue {
  if (text === undefined) return null;
  const bytes = new TextEncoder().encode(text);
  return { bytes: bytes.length, sha256: sha256(bytes) };
}
