import type { FactKind } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What the host knows about locales. Sources: `locale -a`, and glibc's list of all that can be made. */
export interface LocaleNames {
  /** As `locale -a` spells them: `de_DE.utf8`. */
  readonly made: readonly string[];
  /** Name and character set, `de_DE.UTF-8 UTF-8`; empty when the sources of locales are not installed. */
  readonly supported: readonly string[];
  readonly canGenerate: boolean;
}

export const localeNames: FactKind<null, LocaleNames> = {
  name: 'localeNames',
  identity: () => '',
  script: () =>
    verbatim(`if command -v locale >/dev/null 2>&1; then locale -a 2>/dev/null | sed 's/^/made /'; fi
if [ -r /usr/share/i18n/SUPPORTED ]; then sed 's/^/supported /' /usr/share/i18n/SUPPORTED; fi
if command -v locale-gen >/dev/null 2>&1 || [ -x /usr/sbin/locale-gen ]; then echo generate; fi`),
  parse: (stdout) => {
    const lines = outputLines(stdout);
    const behind = (word: string): readonly string[] =>
      lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length).trim());
    return [{ made: behind('made '), supported: behind('supported '), canGenerate: lines.includes('generate') }];
  },
};
