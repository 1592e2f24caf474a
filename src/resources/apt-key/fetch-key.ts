import type { Step } from '../../resource.ts';
import { sh } from '../../shell.ts';

/** The keyring is replaced only when it holds exactly the wanted keys. It becomes a binary one, whatever the address gives. */
export function fetchKey(path: string, url: string, fingerprints: readonly string[]): Step {
  return {
    type: 'run',
    title: `fetch the key ${path}`,
    command: sh`fail() { printf '%s\n' "$1" >&2; exit 1; }
command -v gpg >/dev/null || fail 'the host has no gpg to check the key with; install the package "gpg" first, or give the key by "src"'
GNUPGHOME=$(mktemp -d) || exit 1
export GNUPGHOME
staged=${path}.rackwright
trap 'rm -rf -- "$GNUPGHOME"; rm -f -- "$staged"' EXIT
if command -v curl >/dev/null; then curl -fsSL --max-time 60 -o "$GNUPGHOME/key" -- ${url}
elif command -v wget >/dev/null; then wget -q -T 60 -O "$GNUPGHOME/key" -- ${url}
else fail 'the host has neither curl nor wget'; fi || fail ${`${url} cannot be fetched`}
if grep -q '^-----BEGIN PGP' "$GNUPGHOME/key"; then gpg --batch --quiet --dearmor -o "$staged" <"$GNUPGHOME/key"
else cat -- "$GNUPGHOME/key" >"$staged"; fi || fail 'the key cannot be written'
found=$(gpg --batch --quiet --show-keys --with-colons "$staged" | awk -F : '$1 == "pub" { key = 1 } $1 == "fpr" && key { print $10; key = 0 }' | LC_ALL=C sort -u | tr '\n' ' ')
[ "$found" = ${fingerprints.map((each) => `${each} `).join('')} ] || fail "the address gave other keys: \${found:-none}"
chmod 0644 -- "$staged" && mv -f -- "$staged" ${path}`,
    timeoutMs: 180_000,
  };
}
