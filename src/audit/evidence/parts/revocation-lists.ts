import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

const file = '/etc/ssl/rackwright/ca.crl';

/** When what says which certificates have been taken back ends. A file may hold one list of each authority in a chain. */
export const revocationLists: EvidencePart = {
  name: 'revocation',
  script: sh`[ -f ${file} ] && has openssl && openssl storeutl -noout -text -crls ${file} 2>/dev/null | grep 'Next Update:'`,
  read: (said) => {
    const ends = [...said.matchAll(/Next Update: (.*)/g)].map(([, text = '']) => Date.parse(text));
    const known = ends.filter((each) => !Number.isNaN(each));
    return known.length === 0 ? {} : { revocationLists: { file, ends: Math.min(...known) } };
  },
};
