import type { Change } from '../../../resource.ts';
import type { Observed } from '../observed.ts';
import type { Disposition, Policy } from '../policy.ts';
import type { ufwPaths } from './paths.ts';
import { settingOf, ufwText } from './state.ts';

/** The settings that a policy decides, by the file they stand in. `ENABLED` is left to `ufw enable`. */
export function wantedSettings(policy: Policy): Readonly<Record<'defaults' | 'settings', readonly Setting[]>> {
  return {
    defaults: [
      { name: 'IPV6', value: 'yes', written: 'yes' },
      policySetting('DEFAULT_INPUT_POLICY', policy.incoming),
      policySetting('DEFAULT_OUTPUT_POLICY', policy.outgoing),
    ],
    settings: [logSetting(policy.logDropped === undefined ? 'off' : 'low')],
  };
}

interface Setting {
  readonly name: string;
  /** In lower case. */
  readonly value: string;
  readonly written: string;
}

export function settingChanges(policy: Policy, observed: Observed): readonly Change[] {
  const wanted = wantedSettings(policy);
  const changes = (file: keyof typeof wanted): readonly Change[] =>
    wanted[file].flatMap(({ name, value }) => change(name, settingOf(ufwText(observed, file), name), value));
  const enabled = settingOf(ufwText(observed, 'settings'), 'ENABLED');
  return [...changes('defaults'), ...changes('settings'), ...change('ENABLED', enabled, 'yes')];
}

/** The files that need another text, with it. */
export function settingFiles(
  policy: Policy,
  observed: Observed,
): readonly { readonly file: keyof typeof ufwPaths; readonly text: string }[] {
  const wanted = wantedSettings(policy);
  return (['defaults', 'settings'] as const).flatMap((file) => {
    const text = ufwText(observed, file) ?? '';
    const wrong = wanted[file].filter(({ name, value }) => settingOf(text, name) !== value);
    return wrong.length === 0 ? [] : [{ file, text: wrong.reduce(withSetting, text) }];
  });
}

function policySetting(name: string, disposition: Disposition): Setting {
  return { name, value: disposition, written: `"${disposition.toUpperCase()}"` };
}

function logSetting(level: 'off' | 'low'): Setting {
  return { name: 'LOGLEVEL', value: level, written: level };
}

function change(attribute: string, from: string | undefined, to: string): readonly Change[] {
  return from === to ? [] : [{ attribute, from: from ?? null, to }];
}

/** Replaces the lines that set it, or adds one. */
function withSetting(text: string, { name, written }: Setting): string {
  const line = `${name}=${written}`;
  const pattern = new RegExp(String.raw`^[ \t]*${name}[ \t]*=.*$`, 'gm');
  if (pattern.test(text)) return text.replace(pattern, line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
