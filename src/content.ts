/**
 * CONTRACT of a file's content on its way to hosts: bytes, or a source of bytes that are too many to be held in memory.
 * Sources are made by the engine (`engine/file-source.ts`) and shared by all hosts of a run.
 */
export type Content = Uint8Array | ContentSource;

export interface ContentSource {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hex of all of it. It is read once, however often this is asked for. */
  digest(): Promise<string>;
  /**
   * Reads on from a position, at the pace of whoever asks. A piece is valid until the next one is asked for.
   * @throws InputError when the source has become shorter
   */
  open(from: number): AsyncIterable<Uint8Array>;
}

export function isSource(content: Content): content is ContentSource {
  return !(content instanceof Uint8Array);
}
