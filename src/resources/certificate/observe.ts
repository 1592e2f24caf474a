import { X509Certificate } from 'node:crypto';
import type { FactReader } from '../../fact.ts';
import { fileContent } from '../../facts/file-content.ts';
import type { FileContent } from '../../facts/file-content.ts';
import { fileState } from '../../facts/file-state.ts';
import type { FileState } from '../../facts/file-state.ts';
import { privateKey } from '../../facts/private-key.ts';
import type { PrivateKey } from '../../facts/private-key.ts';
import type { WantedCertificate } from './wanted.ts';

export interface ObservedCertificate {
  readonly file: FileState;
  readonly keyFile: FileState;
  readonly key: PrivateKey;
  /** What the file holds, in its order; none when it holds something else. */
  readonly chain: readonly X509Certificate[];
}

export async function observeCertificate(
  { path, key: keyPath }: Pick<WantedCertificate, 'path' | 'key'>,
  host: FactReader,
): Promise<ObservedCertificate> {
  const [file, keyFile, content, key] = await Promise.all([
    host.read(fileState, path),
    host.read(fileState, keyPath),
    host.read(fileContent, path),
    host.read(privateKey, keyPath),
  ]);
  return { file, keyFile, key, chain: certificatesIn(content) };
}

/** Hostile input: what cannot be read as a certificate makes the whole file none. */
function certificatesIn(content: FileContent): readonly X509Certificate[] {
  if (content.type !== 'content' || content.bytes.length > largest) return [];
  const blocks = Buffer.from(content.bytes)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return (blocks ?? []).map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}

/** Bytes; a chain has a few KiB. */
const largest = 64 * 1024;
