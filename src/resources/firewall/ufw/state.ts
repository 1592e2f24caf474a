import { CannotConverge } from '../../../resource.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Observed } from '../observed.ts';
import { presentText } from '../present-file.ts';
import { ufwPaths } from './paths.ts';
import { parseRulesFile } from './rules-file.ts';
import type { RulesFile } from './rules-file.ts';

/** It is enabled for the next boot, or its rules are in the kernel: `ufw disable` takes this chain away. */
export function ufwIsActive(observed: Observed): boolean {
  if (!observed.ufwInstalled) return false;
  const { ipv4 } = observed.rules;
  const live = ipv4.state === 'read' && ipv4.chains.some(({ name }) => name === 'ufw-user-input');
  return live || settingOf(ufwText(observed, 'settings'), 'ENABLED') === 'yes';
}

/** `NAME=value` or `NAME="value"`, in lower case; the last one counts. Nothing when it is not set. */
export function settingOf(text: string | undefined, name: string): string | undefined {
  const values = (text ?? '').split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    if (at === -1 || line.slice(0, at).trim() !== name) return [];
    const [value = ''] = line.slice(at + 1).split('#');
    return [
      value
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    ];
  });
  return values.at(-1);
}

/**
 * The text of one of ufw's files; nothing when it is absent.
 * @throws CannotConverge when it cannot be read
 */
export function ufwText(observed: Observed, name: keyof typeof ufwPaths): string | undefined {
  return presentText(observed, ufwPaths[name]);
}

/**
 * The user rules of a family; nothing when there is no file.
 * @throws CannotConverge when the file is not one of ufw
 */
export function ufwRulesFile(observed: Observed, family: IpFamily): RulesFile | undefined {
  const text = ufwText(observed, family);
  if (text === undefined) return undefined;
  const file = parseRulesFile(text);
  if (file === undefined)
    throw new CannotConverge(`${ufwPaths[family]} has no line "### RULES ###"; restore it from the package ufw`);
  return file;
}
