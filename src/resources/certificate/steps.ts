import { createHash } from 'node:crypto';
import type { Change, Step } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { attributeSteps, modeFor } from '../file-attributes.ts';
import type { ObservedCertificate } from './observe.ts';
import type { WantedCertificate } from './wanted.ts';

export function certificateSteps(
  wanted: WantedCertificate,
  _: ObservedCertificate,
  changes: readonly Change[],
): readonly Step[] {
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  const attributesOf = (prefix: string): readonly Change[] =>
    changes.flatMap((change) =>
      change.attribute.startsWith(prefix) ? [{ ...change, attribute: change.attribute.slice(prefix.length) }] : [],
    );
  const newKey = differs('key');
  const exchanged = differs('certificate');
  return [
    ...(exchanged ? [exchange(wanted, newKey)] : []),
    ...(newKey ? [] : attributeSteps(wanted.key, attributesOf('key '))),
    ...(exchanged
      ? []
      : attributeSteps(
          wanted.path,
          changes.filter(({ attribute }) => !attribute.startsWith('key')),
        )),
  ];
}

/**
 * The new key lies beside its place, closed to others, until the certificate for it is there; a run that dies in between leaves it, and
 * the next one makes another in its stead.
 */
function exchange(wanted: WantedCertificate, newKey: boolean): Step {
  const { key, wish, authority } = wanted;
  return {
    type: 'exchange',
    title: `have ${newKey ? 'a new key' : 'the key'} signed for ${wish.names.join(', ')}`,
    ask: sh`${places(wanted, newKey)}
[ -d "\${key%/*}/" ] && [ -d "\${crt%/*}/" ] || fail 'the directory does not exist'
rm -f -- "$new_crt"
${newKey ? makeKey(wish.keyType) : verbatim(':')}
printf '%s\\n' '[req]' 'distinguished_name = dn' '[dn]' | openssl req -new -config /dev/stdin -key "$used" -passin pass: -subj ${`/CN=${wish.names[0] ?? ''}`} ||
  fail ${`no request could be made with ${newKey ? 'the new key' : key}`}`,
    reply: async (said) => Buffer.from(await authority.sign(said, wish)),
    finish: sh`${places(wanted, newKey)}
trap 'rm -f -- "$new_crt"' EXIT
( set -C; cat >"$new_crt" ) || fail 'the certificate cannot be written'
[ "$(openssl x509 -in "$new_crt" -noout -pubkey)" = "$(openssl pkey -in "$used" -passin pass: -pubout)" ] || fail 'the certificate is for another key'
${newKey ? attributes('used', wanted.keyAttributes, '0600') : verbatim(':')}
${attributes('new_crt', wanted.attributes, '0644')}
if command -v sync >/dev/null; then sync -- "$used" "$new_crt"; fi
${newKey ? sh`mv -f -- "$used" "$key" || fail 'the key cannot be replaced'` : verbatim(':')}
mv -f -- "$new_crt" "$crt" || fail 'the certificate cannot be replaced'`,
  };
}

function places({ path, key }: WantedCertificate, newKey: boolean): Command {
  const id = createHash('sha256').update(`${path}\0${key}`).digest('hex').slice(0, 16);
  return sh`umask 077
fail() { printf '%s\\n' "$1" >&2; exit 1; }
crt=${path} key=${key}
new_crt=\${crt%/*}/.rackwright.${verbatim(`${id}.crt`)}
used=${newKey ? sh`\${key%/*}/.rackwright.${verbatim(`${id}.key`)}` : verbatim('$key')}`;
}

/** The name is taken first, so that nobody can put a link there. */
function makeKey(type: WantedCertificate['wish']['keyType']): Command {
  const options =
    type === 'rsa'
      ? sh`-algorithm RSA -pkeyopt rsa_keygen_bits:3072`
      : sh`-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve`;
  return sh`rm -f -- "$used"
( set -C; openssl genpkey ${options} 2>/dev/null >"$used" ) || fail 'openssl could not make a key'`;
}

function attributes(variable: string, wanted: WantedCertificate['attributes'], standard: string): Command {
  const file = verbatim(`"$${variable}"`);
  const mode = modeFor(wanted, undefined, 'file') ?? standard;
  return sh`chown -- ${`${wanted.owner}:${wanted.group}`} ${file} || fail 'the owner cannot be set'
chmod -- ${mode} ${file} || fail 'the mode cannot be set'`;
}
