import type { UserRule } from './user-rules.ts';

/** A user.rules or user6.rules in parts. */
export interface RulesFile {
  /** Up to and with `### RULES ###`. */
  readonly head: readonly string[];
  readonly rules: readonly UserRule[];
  /** Behind `### END RULES ###`, which files of a fresh installation lack. */
  readonly tail: readonly string[];
}

/** Nothing for what is no such file. */
export function parseRulesFile(text: string): RulesFile | undefined {
  const lines = text.split('\n');
  const start = lines.indexOf('### RULES ###');
  if (start === -1) return undefined;
  const rules: { tuple: string; lines: string[] }[] = [];
  let at = start + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const tuple = /^### tuple ### (.*)$/.exec(line)?.[1];
    if (tuple !== undefined) rules.push({ tuple, lines: [] });
    else if (isUserLine(line)) {
      // A line without a tuple was written by hand.
      if (rules.length === 0 || lines[at - 1] === '') rules.push({ tuple: '', lines: [] });
      rules.at(-1)?.lines.push(line);
    } else if (line !== '') break;
  }
  const end = lines[at] === '### END RULES ###' ? at + 1 : at;
  return { head: lines.slice(0, start + 1), rules, tail: lines.slice(end) };
}

/** As ufw writes it. */
export function formatRulesFile({ head, rules, tail }: RulesFile): string {
  const body = rules.flatMap(({ tuple, lines }) => ['', ...(tuple === '' ? [] : [`### tuple ### ${tuple}`]), ...lines]);
  return [...head, ...body, '', '### END RULES ###', ...tail].join('\n');
}

function isUserLine(line: string): boolean {
  return /^-[AI] ufw6?-user-(input|output|forward) /.test(line);
}
