import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What may be known of a private key without seeing it. Source: `openssl pkey -pubout`. */
export interface PrivateKey {
  /** Whether the host has openssl; without it nothing can be said. */
  readonly tools: boolean;
  /** The host's clock, in seconds since 1970. */
  readonly now: number;
  /** Its public half (SPKI, DER); `unusable` when the file holds no key that can be read without a passphrase. */
  readonly key: 'absent' | 'unusable' | { readonly publicKey: Uint8Array };
}

/** Keys are paths. */
export const privateKey: FactKind<string, PrivateKey> = {
  name: 'privateKey',
  identity: (path) => path,
  script: (paths) => sh`
date +%s
command -v openssl >/dev/null 2>&1 && command -v base64 >/dev/null 2>&1 || { echo none; exit 0; }
echo openssl
for path in ${paths}; do
  if [ ! -e "$path" ]; then echo absent
  else echo "key:$(openssl pkey -in "$path" -passin pass: -pubout -outform DER 2>/dev/null </dev/null | base64 | tr -d '\\n')"
  fi
done
echo .`,
  parse: (stdout, paths) => {
    const [clock = '', tools, ...lines] = outputLines(stdout);
    if (!/^\d{1,12}$/.test(clock)) throw new FactError('privateKey: the host has no clock');
    const now = Number(clock);
    if (tools === 'none') return paths.map(() => ({ tools: false, now, key: 'absent' as const }));
    if (lines.length !== paths.length + 1 || lines.at(-1) !== '.')
      throw new FactError('privateKey: the answer does not fit the question');
    return paths.map((_, index) => ({ tools: true, now, key: keyIn(lines[index] ?? '') }));
  },
};

function keyIn(line: string): PrivateKey['key'] {
  if (line === 'absent') return 'absent';
  const [, base64] = /^key:([A-Za-z0-9+/]{0,4096}={0,2})$/.exec(line) ?? [];
  if (base64 === undefined) throw new FactError('privateKey: an unexpected line');
  return base64 === '' ? 'unusable' : { publicKey: Buffer.from(base64, 'base64') };
}
