import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isArmored, keyFingerprints } from '../../../src/resources/apt-key/key-fingerprints.ts';

/** Made by gpg 2.2, whose `--list-keys` named the fingerprints. */
const both =
  'mDMEawlCQhYJKwYBBAHaRw8BAQdA4BH/qHyGtukIN/Ewjv8SnlAuzHtDbLrXpNLoRxxN3b+0F0V4YW1wbGUgPGFAZXhhbXBsZS5vcmc+iJAEExYIADgWIQQ2mMBqu7MABHumSOECFHtsQMXaSAUCawlCQgIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRACFHtsQMXaSMNdAQDr3KxQL+3H/e0lNk7nQnqv3hk3tKe5dc/t8eIhvIvhFwD+OGifJcb8FAAFIBGHBo2lBSzpfw7hzKQw/mMmsrLE3QyYjQRrCUJFAQQAs1nYdSvMtEW2tf/GtSIVFtBuw0VViigf4CKkJgf+ZjA9N0j1GG+VCRSZlpoMzjB19amHkzKtsd5YmSbGjpdeJ6L4rXfPTYDsujRpetgfVb057aob1sgFetJhNxXJFYVNmuSAkSPw5C9DhVAtyGSb2lWGzDdYGp/ICJO/tbgxl0UAEQEAAbQTT2xkIDxiQGV4YW1wbGUub3JnPojOBBMBCgA4FiEEDbF8qXDsx5bh9S5gHxmbnArex+8FAmsJQkUCGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQHxmbnArex+8inQP/ZS5MzB2TwOFlurE7P9EKiCrgbvR9u2fPAhHOxd9INds86DZb7C7gX/eDQ6W4pY0zyNAUCpUkC2fU04YkFK438d6/CX8GOXlv75bOQrGhaHEBhydUj28FqS+hGiXej2mFfbsaJNcvT7KcfccaWLsmRsZH3CGWhFujBx48aM4+T7c=';
const fingerprints = ['0DB17CA970ECC796E1F52E601F199B9C0ADEC7EF', '3698C06ABBB300047BA648E102147B6C40C5DA48'];

describe('fingerprints', () => {
  const ring = Buffer.from(both, 'base64');

  test('are those of all primary keys, in packets of the old and the new form', () => {
    expect(keyFingerprints(ring)).toEqual(fingerprints);
  });

  test('are the same when the ring is armored, with headers and a checksum', () => {
    const lines = (both.match(/.{1,64}/g) ?? []).join('\r\n');
    const armored = `-----BEGIN PGP PUBLIC KEY BLOCK-----\r\nComment: a ring\r\n\r\n${lines}\r\n=abcd\r\n-----END PGP PUBLIC KEY BLOCK-----\r\n`;
    expect(isArmored(Buffer.from(armored))).toBe(true);
    expect(keyFingerprints(Buffer.from(`some words\n${armored}`))).toEqual(fingerprints);
  });

  test('a ring that was cut is none', () => {
    expect(keyFingerprints(ring.subarray(0, ring.length - 5))).toBeUndefined();
  });

  test('no bytes make it fail', () => {
    const check = (): void => {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void keyFingerprints(bytes)));
    };
    expect(check).not.toThrow();
  });
});
