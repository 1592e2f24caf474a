import { localeKey } from './wanted.ts';
import type { WantedLocale } from './wanted.ts';

/**
 * What /etc/locale.gen shall hold: a line for each locale that is wanted, at the place where it stands as a remark, and a remark for
 * each that is not. `supported` has the lines that glibc knows; a name that is not among them gets the character set it says itself.
 */
export function editLocaleGen(
  { names, present }: Pick<WantedLocale, 'names' | 'present'>,
  supported: readonly string[],
  text: string,
): string {
  const before = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const lines = [...before];
  for (const name of names) {
    const entry =
      supported.find((line) => isAbout(line, name)) ?? `${name} ${/\.([^@]+)/.exec(name)?.[1] ?? ''}`.trim();
    const active = lines.flatMap((line, index) => (isAbout(line, name) ? [index] : []));
    if (!present) for (const index of active) lines[index] = `# ${lines[index] ?? ''}`;
    if (!present || active.length > 0) continue;
    const remark = lines.findIndex((line) => line.startsWith('#') && isAbout(line.replace(/^[#\s]+/, ''), name));
    lines.splice(remark === -1 ? lines.length : remark, remark === -1 ? 0 : 1, entry);
  }
  return lines.join('\n') === before.join('\n') ? text : `${lines.join('\n')}\n`;
}

/** `de_DE.UTF-8 UTF-8`: two words and nothing else, so that no sentence in a remark is taken for one. */
function isAbout(line: string, name: string): boolean {
  const [first = '', charset, ...others] = line.trim().split(/\s+/);
  return charset !== undefined && others.length === 0 && localeKey(first) === localeKey(name);
}
