import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** Files with private keys that every account of the host may read. */
export const openKeys: EvidencePart = {
  name: 'keys',
  script: sh`find /etc/ssl /etc/haproxy /etc/nginx /etc/mysql /etc/prometheus /etc/letsencrypt /etc/pki /var/lib/dehydrated /srv /opt -xdev -type f -perm -004 \
  ! -path /etc/ssl/certs/'*' -size -64k \\( -name '*.key' -o -name '*.pem' -o -name '*key*' \\) \
  -exec grep -l -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' {} + 2>/dev/null | head -n 20 |
  while IFS= read -r each; do
    at=$each
    # A directory on the way that others may not enter keeps it as well as its own mode.
    while [ "$at" != / ]; do
      at=$(dirname -- "$at")
      [ -n "$(find "$at" -maxdepth 0 -perm -001)" ] || continue 2
    done
    printf '%s\\n' "$each"
  done`,
  read: (said) => {
    const keys = said.split('\n').filter((line) => line.startsWith('/'));
    return keys.length === 0 ? {} : { openKeys: keys };
  },
};
