import { unescapeOctal } from '../../facts/unescape-octal.ts';

/** One entry of /etc/fstab, its words with their escapes undone. */
export interface FstabEntry {
  readonly source: string;
  readonly path: string;
  readonly type: string;
  readonly options: string;
  readonly dump: number;
  readonly pass: number;
}

/** Nothing for a remark, a blank line, or what mount(8) would not understand. Source: fstab(5). */
export function readFstabLine(line: string): FstabEntry | undefined {
  const words = line.trim().split(/\s+/).map(unescapeOctal);
  const [source, path, type, options = 'defaults', dump = '0', pass = '0'] = words;
  if (line.trim().startsWith('#') || !source || path === undefined || type === undefined) return undefined;
  return { source, path, type, options, dump: Number(dump) || 0, pass: Number(pass) || 0 };
}

export function showFstabLine({ source, path, type, options, dump, pass }: FstabEntry): string {
  return [source, path, type, options, String(dump), String(pass)].map(escape).join(' ');
}

function escape(word: string): string {
  return word.replace(/[\s\\#]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
