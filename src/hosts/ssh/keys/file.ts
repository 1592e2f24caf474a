import { caught } from '../../caught.ts';
import { readFile } from 'node:fs/promises';
import type { ParsedKey } from 'ssh2';
import { keyTypeOf } from '../../known-hosts/fingerprint.ts';
import { isCertificate } from './identity.ts';
import type { Identity } from './identity.ts';
import { parsePrivateKey } from './parse-private-key.ts';
import { publicPart } from './public-part.ts';
import { unlock } from './unlock.ts';
import type { AskPassphrase } from './unlock.ts';

/**
 * The identities of one IdentityFile: its key, and the certificate beside it (`FILE-cert.pub`). Empty when there is no
 * such file. A private key is decrypted only after a server has accepted its public half, and only once.
 * @throws Error when the file is there but is no key
 */
export async function readKeyFile(file: string, ask: AskPassphrase | undefined): Promise<readonly Identity[]> {
  const [text, publicText, certificate] = await Promise.all([
    readIfThere(file),
    readIfThere(`${file}.pub`),
    readIfThere(`${file}-cert.pub`),
  ]);
  const certificates = parsePublicLine(certificate).filter((key) => isCertificate(keyTypeOf(key)));
  const beside = certificates.map((key) => foreign(`${file}-cert.pub`, 'file', key));
  const [stated] = parsePublicLine(isPublicLine(text) ? text : publicText);
  if (text !== undefined && !isPublicLine(text)) return [...beside, privateKey(file, text, stated, ask)];
  return stated === undefined ? beside : [...beside, foreign(file, 'public', stated)];
}

function privateKey(file: string, text: string, stated: Buffer | undefined, ask: AskPassphrase | undefined): Identity {
  const { encrypted, publicKey = stated } = publicPart(text);
  if (encrypted) {
    if (publicKey === undefined) throw new Error(`${file} is encrypted and ${file}.pub is missing`);
    const unlocked = once(() => unlock(file, text, ask));
    const sign: Identity['sign'] = async (data, hash) => signWith(await unlocked(), data, hash);
    return { ...foreign(file, 'file', publicKey), locked: true, sign };
  }
  const parsed = parsePrivateKey(text);
  if (!(parsed instanceof Error)) {
    const sign: Identity['sign'] = (data, hash) => Promise.resolve(signWith(parsed, data, hash));
    return { ...foreign(file, 'file', parsed.getPublicSSH()), sign };
  }
  if (publicKey === undefined) throw new Error(`${file} is no private key that can be read: ${parsed.message}`);
  return foreign(file, 'file', publicKey);
}

/** A key that is not in our hands; others may still use it. */
function foreign(label: string, source: Identity['source'], publicKey: Buffer): Identity {
  const sign: Identity['sign'] = () =>
    Promise.reject(new Error(`${label} can only be used by OpenSSH's client or an agent`));
  return { label, source, type: keyTypeOf(publicKey), publicKey, locked: false, sign };
}

function signWith(key: ParsedKey, data: Buffer, hash: string | undefined): Buffer {
  const signature: Buffer | Error = key.sign(data, hash);
  if (signature instanceof Error) throw signature;
  return signature;
}

function isPublicLine(text: string | undefined): boolean {
  return text !== undefined && /^(ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/=]+/.test(text);
}

function parsePublicLine(text: string | undefined): readonly Buffer[] {
  const base64 = text?.trim().split(/\s+/)[1];
  return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
}

/** A failure is remembered too: people are not asked again for every host. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = caught(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(`${file} cannot be read: ${message}`, { cause: error });
  }
}
