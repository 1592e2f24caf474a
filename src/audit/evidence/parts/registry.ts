import type { EvidencePart } from '../part.ts';
import { heldAddresses } from './held-addresses.ts';
import { openKeys } from './open-keys.ts';
import { outdatedUnits } from './outdated-units.ts';
import { reliedOn } from './relied-on.ts';
import { revocationLists } from './revocation-lists.ts';
import { unitLimits } from './unit-limits.ts';
import { webWritable } from './web-writable.ts';

/** SEAM: a further kind of evidence is a file here. */
export const evidenceParts: readonly EvidencePart[] = [
  heldAddresses,
  revocationLists,
  openKeys,
  reliedOn,
  unitLimits,
  outdatedUnits,
  webWritable,
];
