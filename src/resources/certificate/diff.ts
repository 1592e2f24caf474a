import { createPublicKey, X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import type { FileState } from '../../facts/file-state.ts';
import { attributeChanges } from '../file-attributes.ts';
import { typeName } from '../file-refusal.ts';
import type { ObservedCertificate } from './observe.ts';
import type { WantedCertificate } from './wanted.ts';

/** @throws CannotConverge without openssl, and where something else than a file stands */
export function certificateChanges(wanted: WantedCertificate, observed: ObservedCertificate): readonly Change[] {
  const { path, key, wish, attributes, keyAttributes } = wanted;
  refuse(path, observed.file);
  refuse(key, observed.keyFile);
  if (!observed.key.tools)
    throw new CannotConverge(
      'the host has no openssl, with which it makes and reads keys; install the package "openssl" first',
    );
  const revoked = isRevoked(wanted, observed);
  const wrongKey = reasonForKey(wanted, observed);
  const keyReason = wrongKey === undefined && revoked ? 'of a revoked certificate' : wrongKey;
  const reason = revoked
    ? 'revoked'
    : keyReason !== undefined
      ? observed.chain.length === 0
        ? null
        : 'of another key'
      : reasonForCertificate(wanted, observed);
  const state = (found: FileState) => (found.type === 'file' ? found : undefined);
  return [
    ...(keyReason === undefined ? [] : [{ attribute: 'key', from: keyReason, to: wish.keyType }]),
    ...(reason === undefined
      ? []
      : [{ attribute: 'certificate', from: reason, to: `${wish.names.join(', ')} for ${wish.days} days` }]),
    ...attributeChanges(attributes, state(observed.file), 'file'),
    ...attributeChanges(keyAttributes, state(observed.keyFile), 'file').map((change) => ({
      ...change,
      attribute: `key ${change.attribute}`,
    })),
  ];
}

function refuse(path: string, state: FileState): void {
  if (state.type !== 'absent' && state.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(state)}, and is not replaced`);
}

/** The key goes with it: somebody else may have it. */
function isRevoked({ authority }: WantedCertificate, { chain: [leaf] }: ObservedCertificate): boolean {
  return leaf !== undefined && authority.revoked.has(leaf.serialNumber.toLowerCase());
}

/** Why a new key is needed, for people; `null` when there is none, nothing when there is a right one. */
function reasonForKey({ wish }: WantedCertificate, { key: { key } }: ObservedCertificate): string | null | undefined {
  if (key === 'absent') return null;
  if (key === 'unusable') return 'no key that can be read';
  const kind = kindOf(key.publicKey);
  return kind === wish.keyType ? undefined : kind;
}

function kindOf(spki: Uint8Array): string {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
      key: Buffer.from(spki),
      format: 'der',
      type: 'spki',
    });
    if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ecdsa';
    if (asymmetricKeyType === 'rsa' && [3072, 4096].includes(asymmetricKeyDetails?.modulusLength ?? 0)) return 'rsa';
    return `another kind of key (${asymmetricKeyType ?? 'unknown'})`;
  } catch {
    return 'no key that can be read';
  }
}

/** Why a new certificate is needed for the key that is there. */
function reasonForCertificate(
  wanted: WantedCertificate,
  { chain, key: { key, now }, file }: ObservedCertificate,
): string | null | undefined {
  const [leaf, ...above] = chain;
  if (leaf === undefined) return file.type === 'absent' ? null : 'no certificate';
  const spki = typeof key === 'string' ? new Uint8Array() : key.publicKey;
  if (!leaf.publicKey.export({ type: 'spki', format: 'der' }).equals(Buffer.from(spki))) return 'of another key';
  const issuers = wanted.authority.certificates.map((pem) => new X509Certificate(pem));
  const [signer] = issuers;
  if (signer === undefined || !leaf.verify(signer.publicKey)) return 'of another authority';
  const between = issuers.slice(0, -1);
  if (
    above.length !== between.length ||
    !between.every((each, index) => above[index]?.fingerprint256 === each.fingerprint256)
  )
    return 'without those between it and the root';
  const names = namesOf(leaf);
  if (!sameNames(names, wanted.wish.names.map(canonical))) return `for ${names.join(', ')}`;
  if (usageOf(leaf) !== wanted.wish.usage) return `for ${usageOf(leaf)}`;
  return timeIn(leaf, now);
}

function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return subjectAltName.split(', ').map((name) => canonical(name.replace(/^(?:DNS|IP Address):/, '')));
}

/** Addresses of version 6 have many spellings. */
function canonical(name: string): string {
  return ipaddr.isValid(name) ? ipaddr.parse(name).toString() : name.toLowerCase();
}

function sameNames(found: readonly string[], wanted: readonly string[]): boolean {
  return new Set(found).size === new Set(wanted).size && wanted.every((name) => found.includes(name));
}

/** `X509Certificate.keyUsage` holds the extended ones (Node's name for them is wrong). */
function usageOf(certificate: X509Certificate): string {
  // One without any has none, whatever the types say.
  const keyUsage = (certificate.keyUsage as readonly string[] | undefined) ?? [];
  const [server, client] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'].map((purpose) => keyUsage.includes(purpose));
  if (server && client) return 'both';
  return server ? 'server' : client ? 'client' : 'nothing of this';
}

/** Says when it ends once two thirds of its life are over. */
function timeIn({ validFrom, validTo }: X509Certificate, now: number): string | undefined {
  const [begin, end] = [Date.parse(validFrom) / 1000, Date.parse(validTo) / 1000];
  if (!(now > begin + ((end - begin) * 2) / 3)) return undefined;
  const days = Math.floor(Math.abs(end - now) / 86_400);
  return end < now ? `expired ${days} days ago` : `expires in ${days} days`;
}
