import type { SshdValues } from '../../facts/sshd-settings.ts';
import { settingIn } from './edit-options.ts';
import type { WantedSshdConfig } from './wanted.ts';

/**
 * What sshd would do once the file is edited. `values` are those of the old file with the wanted options in front: of keywords that add
 * up, they still hold what the edit takes away.
 */
export function valuesAfterEdit(
  values: SshdValues,
  { keywords, lines }: Pick<WantedSshdConfig, 'keywords' | 'lines'>,
  text: string,
): SshdValues {
  const edited = new Set(keywords.map((keyword) => keyword.toLowerCase()).filter((keyword) => addingUp.has(keyword)));
  const after = new Map(values);
  for (const keyword of edited) {
    const kept = new Set(
      lines.filter((line) => line.keyword.toLowerCase() === keyword).flatMap((line) => words(line.value)),
    );
    const lost = new Set(
      text.split('\n').flatMap((line) => {
        const found = settingIn(line);
        return found?.keyword === keyword ? words(found.value).filter((word) => !kept.has(word)) : [];
      }),
    );
    after.set(
      keyword,
      (values.get(keyword) ?? []).filter((value) => !lost.has(value)),
    );
  }
  return after.get('port')?.length === 0 ? new Map(after).set('port', ['22']) : after;
}

/** Those that decide who comes in. */
const addingUp: ReadonlySet<string> = new Set(['port', 'allowusers', 'denyusers', 'allowgroups', 'denygroups']);

function words(value: string): readonly string[] {
  return value.split(/\s+/);
}
