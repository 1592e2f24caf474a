import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { ContentSource } from '../content.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';

/**
 * A file of the controller as a source. All who read it at the same time share one open file, and each has two pieces in
 * memory: one travels while the next is read.
 *
 * @param shown the path as people know it
 */
export function fileSource(path: string, size: number, shown: string): ContentSource {
  const file = sharedFile(path);
  let digest: Promise<string> | undefined;
  const read = (from: number): AsyncIterable<Uint8Array> => pieces(file, from, size, shown);
  return {
    size,
    digest: () => (digest ??= digestOf(read(0))),
    open: read,
  };
}

async function digestOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return hash.digest('hex');
}

async function* pieces(file: SharedFile, from: number, size: number, shown: string): AsyncGenerator<Uint8Array> {
  const handle = await file.acquire();
  const [one, other] = [Buffer.allocUnsafeSlow(pieceSize), Buffer.allocUnsafeSlow(pieceSize)] as const;
  const readAt = async (buffer: Buffer, at: number): Promise<Uint8Array> => {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(pieceSize, size - at), at);
    if (bytesRead === 0) throw new InputError([problem('asset-changed', `${shown} has become shorter`, undefined)]);
    return buffer.subarray(0, bytesRead);
  };
  let next = from < size ? readAt(one, from) : undefined;
  try {
    for (let at = from, turn = 1; next !== undefined; turn += 1) {
      const piece: Uint8Array = await next;
      at += piece.length;
      next = at < size ? readAt(turn % 2 === 0 ? one : other, at) : undefined;
      // Whether it failed is asked for when its turn comes.
      next?.catch(() => undefined);
      yield piece;
    }
  } finally {
    await next?.catch(() => undefined);
    await file.release();
  }
}

/** Bytes; large enough for the cost of a read not to count. */
const pieceSize = 256 * 1024;

interface SharedFile {
  acquire(): Promise<FileHandle>;
  release(): Promise<void>;
}

/** Open while somebody reads it. */
function sharedFile(path: string): SharedFile {
  let readers = 0;
  let handle: Promise<FileHandle> | undefined;
  const release = async (): Promise<void> => {
    readers -= 1;
    if (readers > 0) return;
    const last = handle;
    handle = undefined;
    await (await last)?.close();
  };
  return {
    acquire: async () => {
      readers += 1;
      try {
        return await (handle ??= open(path));
      } catch (error) {
        readers -= 1;
        handle = undefined;
        throw new InputError([
          problem('file-missing', error instanceof Error ? error.message : String(error), undefined),
        ]);
      }
    },
    release,
  };
}
