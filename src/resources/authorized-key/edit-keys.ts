import { keyLine, showKeyLine } from '../ssh-file/key-line.ts';
import type { WantedKey, WantedKeys } from './wanted.ts';

/** What authorized_keys shall hold, given what it holds. Lines that are right stay as they are, in their places. */
export function editKeys(wanted: Pick<WantedKeys, 'keys' | 'present' | 'exclusive'>, text: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const missing = new Map(wanted.keys.map((key) => [key.identity, key]));
  const edited = lines.flatMap((line) => {
    const key = keyLine(line);
    const own = key && wanted.keys.find((each) => each.identity === key.identity);
    if (key === undefined || own === undefined) return wanted.exclusive && !isRemark(line) ? [] : [line];
    if (!wanted.present) return [];
    // sshd takes the first line with a key, so the later ones say nothing.
    if (!missing.delete(own.identity)) return wanted.exclusive ? [] : [line];
    return [
      fits(own, key)
        ? line
        : showKeyLine({ ...key, options: own.options ?? key.options, comment: own.comment ?? key.comment }),
    ];
  });
  const added = wanted.present ? [...missing.values()].map(newLine) : [];
  const all = [...edited, ...added];
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

function isRemark(line: string): boolean {
  return line.trim() === '' || line.trim().startsWith('#');
}

function fits({ options, comment }: WantedKey, found: { readonly options: string; readonly comment: string }): boolean {
  return (options === undefined || options === found.options) && (comment === undefined || comment === found.comment);
}

function newLine({ identity, options = '', comment = '' }: WantedKey): string {
  return showKeyLine({ identity, options, comment });
}
