import { parse } from 'yaml';
import type { ScalarTag } from 'yaml';
import type { CertificateAuthority } from '../../src/certificate-authority.ts';
import { Secret } from '../../src/secret.ts';

/**
 * Reads YAML with tags of ours: `!bytes text` gives bytes (UTF-8), `!undefined` nothing, `!secret text` a secret,
 * `!authority reason` an authority that has revoked one certificate and says that of a host's lists. `!!binary` is base64.
 */
export function parseCaseYaml(text: string): unknown {
  return parse(text, { customTags: (tags) => [...tags, bytes, nothing, secret, authority, 'binary'] });
}

const bytes: ScalarTag = { tag: '!bytes', resolve: (text) => new TextEncoder().encode(text) };
const nothing: ScalarTag = { tag: '!undefined', resolve: () => undefined };
const authority: ScalarTag = {
  tag: '!authority',
  resolve: (reason): CertificateAuthority => {
    const none = (): Promise<never> => Promise.reject(new Error('it signs nothing'));
    return {
      certificates: ['none'],
      revoked: new Set(['1f']),
      sign: none,
      judgeRevocationLists: () =>
        reason.startsWith('throws ') ? Promise.reject(new Error(reason)) : Promise.resolve(reason || undefined),
      makeRevocationLists: none,
    };
  },
};
const secret: ScalarTag = { tag: '!secret', resolve: (text) => new Secret(text) };
