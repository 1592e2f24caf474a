import type { HostEvidence } from '../evidence/host-evidence.ts';

export interface IniSetting {
  readonly value: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** All values of a setting in files of `name = value` (MariaDB, php-fpm), in the order in which they are read; `-` and `_` are the same. */
export function iniSettings({ files }: HostEvidence, where: RegExp, name: string): readonly IniSetting[] {
  const same = (key: string): string => key.replaceAll('-', '_');
  return [...files]
    .filter(([file]) => where.test(file))
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((written, index) => {
        const [, key = '', value = ''] = /^\s*([\w.[\]-]+)\s*=\s*([^#;]*)/.exec(written) ?? [];
        return same(key) === same(name) ? [{ value: value.trim(), file, line: index + 1 }] : [];
      }),
    );
}
