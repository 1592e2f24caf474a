import { escapeControl } from '../diagnostics/escape.ts';

/** As a terminal or a log can show it within one line: nothing steers, nothing breaks the line. Tabs stay. */
export function visible(text: string): string {
  return escapeControl(bounded(text)).replaceAll('\n', String.raw`\n`);
}

/** No line of sense is longer, and a host must not fill the screen with one. */
const longest = 10_000;

function bounded(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}
