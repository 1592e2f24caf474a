import { sysctlPath } from '../../facts/sysctl-path.ts';
import type { WantedSysctl } from './wanted.ts';

/**
 * What the file shall hold, given what it holds. Of several lines about the parameter the last one counts at boot: it gets the value, and the
 * others go. A line that is right already keeps its form.
 */
export function editSettings({ name, value }: Pick<WantedSysctl, 'name' | 'value'>, text: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const last = lines.findLastIndex((line) => settingIn(line, name) !== undefined);
  const edited = lines.flatMap((line, index) => {
    const found = settingIn(line, name);
    if (found === undefined) return [line];
    if (value === undefined || index !== last) return [];
    return [found === value ? line : `${name} = ${value}`];
  });
  const all = value !== undefined && last === -1 ? [...edited, `${name} = ${value}`] : edited;
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

/** The value that the line gives to the parameter; nothing when it is about something else. */
export function settingIn(line: string, name: string): string | undefined {
  const [, key, value] = /^\s*-?([^=#;\s][^=]*?)\s*=(.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined || sysctlPath(key) !== sysctlPath(name)) return undefined;
  return value.trim().replace(/\s+/g, ' ');
}
