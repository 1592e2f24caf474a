import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { x509 } from './x509.ts';
import type { CertificateWish } from '../certificate-authority.ts';
import type { Authority } from './authority.ts';
import { serialNumber } from './keys.ts';

/**
 * Signs the key in a request. The request comes from a host and may be anything: it must prove that the host has a key of the wanted kind,
 * and may ask for nothing; what the certificate says is only what was wished for.
 *
 * @throws Error
 */
export async function signRequest(
  authority: Authority,
  request: Uint8Array,
  wish: CertificateWish,
  now: Date,
): Promise<x509.X509Certificate> {
  const publicKey = await provenKey(request, wish);
  return await signKey(authority, publicKey, wish, now);
}

/** Gives a certificate for a key. Days never lead beyond the life of the authority itself. */
export async function signKey(
  authority: Authority,
  publicKey: x509.PublicKey | webcrypto.CryptoKey,
  { names, days, usage }: Omit<CertificateWish, 'keyType'>,
  now: Date,
): Promise<x509.X509Certificate> {
  const end = Math.min(now.getTime() + days * dayMs, authority.certificate.notAfter.getTime());
  if (end < now.getTime() + dayMs) throw new Error(`the authority itself ends at ${new Date(end).toISOString()}`);
  const purposes = {
    server: [x509.ExtendedKeyUsage.serverAuth],
    client: [x509.ExtendedKeyUsage.clientAuth],
    both: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
  };
  return await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names[0] ?? ''] }],
    issuer: authority.certificate.subject,
    // A little in the past, since clocks differ.
    notBefore: new Date(now.getTime() - 300_000),
    notAfter: new Date(end),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes[usage]),
      new x509.SubjectAlternativeNameExtension(names.map(alternativeName)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
}

const dayMs = 86_400_000;
/** Bytes; one for a key of 8192 bits has 1.7 KiB. */
const largestRequest = 16 * 1024;

async function provenKey(bytes: Uint8Array, { names, keyType }: CertificateWish): Promise<x509.PublicKey> {
  if (bytes.length > largestRequest) throw new Error('the host sent more than a request for a certificate');
  const request = read(bytes);
  const algorithm = request.publicKey.algorithm as { name: string; namedCurve?: string; modulusLength?: number };
  const fits =
    keyType === 'ecdsa'
      ? algorithm.name === 'ECDSA' && algorithm.namedCurve === 'P-256'
      : algorithm.name.startsWith('RSA') && [3072, 4096].includes(algorithm.modulusLength ?? 0);
  if (!fits) throw new Error(`the host's key is of another kind: ${JSON.stringify(algorithm).slice(0, 200)}`);
  if (request.subject !== `CN=${names[0] ?? ''}`)
    throw new Error(`the host asks for another name: ${JSON.stringify(request.subject.slice(0, 200))}`);
  if (request.extensions.length > 0) throw new Error('the host asks for more than its key to be signed');
  if (!(await request.verify())) throw new Error('the request is not signed by its own key');
  return request.publicKey;
}

function read(bytes: Uint8Array): x509.Pkcs10CertificateRequest {
  try {
    return new x509.Pkcs10CertificateRequest(Buffer.from(bytes).toString('latin1'));
  } catch (error) {
    throw new Error(`the host sent no request for a certificate: ${(error as Error).message}`, { cause: error });
  }
}

function alternativeName(name: string): x509.JsonGeneralName {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name };
}
