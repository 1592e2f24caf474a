import { stripVTControlCharacters } from 'node:util';

/** Pure. A text's end as a terminal would show it: without what a progress bar wrote over, and without Ruby's call stack. */
export function lastLines(text, most = 40) {
  return stripVTControlCharacters(text.replaceAll('\x1b[K', '\r'))
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').replace(/^[^]*\r/, ''))
    .filter((line) => !/^\s+from \S+\.rb:\d+:/.test(line))
    .slice(-most)
    .join('\n')
    .trim();
}
