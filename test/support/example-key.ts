/** A public key that gpg 2.2 made, and its fingerprint. */
export const exampleKey = {
  fingerprint: '3698C06ABBB300047BA648E102147B6C40C5DA48',
  armored: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawlCQhYJKwYBBAHaRw8BAQdA4BH/qHyGtukIN/Ewjv8SnlAuzHtDbLrXpNLo
RxxN3b+0F0V4YW1wbGUgPGFAZXhhbXBsZS5vcmc+iJAEExYIADgWIQQ2mMBqu7MA
BHumSOECFHtsQMXaSAUCawlCQgIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAK
CRACFHtsQMXaSMNdAQDr3KxQL+3H/e0lNk7nQnqv3hk3tKe5dc/t8eIhvIvhFwD+
OGifJcb8FAAFIBGHBo2lBSzpfw7hzKQw/mMmsrLE3Qw=
=pnIy
-----END PGP PUBLIC KEY BLOCK-----
`,
} as const;
