import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** How good apt's package lists are. Source: the times of /var/lib/apt/lists and of the files that name repositories. */
export interface AptLists {
  /** Seconds since they were fetched; nothing when there are none (a fresh image, a cleaned cache). */
  readonly ageSeconds?: number;
  /** A file that names repositories, or one of their keys, was changed after they were fetched. */
  readonly sourcesChanged: boolean;
}

/** The time of the directory counts: our own update touches it, and apt's timers replace files in it. */
export const aptLists: FactKind<null, AptLists> = {
  name: 'aptLists',
  identity: () => '',
  script: () =>
    verbatim(`lists=/var/lib/apt/lists
found=
for file in "$lists"/*_Packages* "$lists"/*_InRelease; do if [ -e "$file" ]; then found=yes; break; fi; done
if [ -z "$found" ]; then echo none; else
stat -c %Y "$lists" && date +%s &&
find /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/trusted.gpg.d /etc/apt/keyrings \\
  -newer "$lists" 2>/dev/null | head -n 1
fi`),
  parse,
};

function parse(stdout: Buffer): readonly AptLists[] {
  const [fetched = '', now = '', newer] = outputLines(stdout);
  if (fetched === 'none') return [{ sourcesChanged: false }];
  if (!/^\d{1,12}$/.test(fetched) || !/^\d{1,12}$/.test(now)) throw new FactError('aptLists: the times are no numbers');
  return [{ ageSeconds: Math.max(0, Number(now) - Number(fetched)), sourcesChanged: newer !== undefined }];
}
