import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** Directories on a disk of the host's own where the web server's account keeps files. Caches may be lost. */
export const webWritable: EvidencePart = {
  name: 'writable',
  script: sh`id www-data >/dev/null 2>&1 && find /srv /var/www -xdev -maxdepth 6 -type d -user www-data -perm -200 ! -empty ! -path '*/cache*' ! -path '*/tmp*' ! -path '*/.*' 2>/dev/null | head -n 10`,
  read: (said) => {
    const directories = said.split('\n').filter((line) => line.startsWith('/'));
    return directories.length === 0 ? {} : { webWritable: directories };
  },
};
