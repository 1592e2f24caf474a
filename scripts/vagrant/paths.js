import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these scripts are part of. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** Keys, the box and what it is called; nothing in it is for Git. */
export const stateDirectory = path.join(checkout, '.rackwright', 'vagrant');
