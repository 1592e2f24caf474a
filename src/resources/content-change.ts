import { createHash } from 'node:crypto';
import { isSource } from '../content.ts';
import type { Content } from '../content.ts';
import type { Change, ChangeValue } from '../resource.ts';

/** A file's content as far as it is known: its bytes, or what it weighs and its digest. */
export type KnownContent = Uint8Array | { readonly bytes: number; readonly sha256: string };

/** The change of a file's content: as text where people can read it, so that reports show a unified diff. */
export function contentChange(from: KnownContent | undefined, to: KnownContent): Change {
  return { attribute: 'content', from: from === undefined ? null : shown(from), to: shown(to) };
}

/** Of a source the digest is read, without holding its bytes. */
export async function known(content: Content): Promise<KnownContent> {
  return isSource(content) ? { bytes: content.size, sha256: await content.digest() } : content;
}

export function sameContent(one: KnownContent, other: KnownContent): boolean {
  return digestOf(one) === digestOf(other);
}

function digestOf(content: KnownContent): string {
  return content instanceof Uint8Array ? sha256(content) : content.sha256;
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The text, when it is valid UTF-8 without NUL bytes. A byte order mark stays part of it. */
export function textOf(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** Bytes of text that reports compare and show. */
export const largestShownText = 256 * 1024;

function shown(content: KnownContent): ChangeValue {
  if (!(content instanceof Uint8Array)) return content;
  const text = content.length <= largestShownText ? textOf(content) : undefined;
  return text === undefined ? { bytes: content.length, sha256: sha256(content) } : { text };
}
