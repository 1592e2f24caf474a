import { ArgumentError } from '../resource.ts';

/**
 * A JavaScript expression that finds what Python's `re.search` finds. Playbooks write Python's syntax; what JavaScript
 * has under another name, or means differently (`.`, `^`, `$`), is translated.
 * @param preset flags that hold besides those of the expression: `m`, `s`, `i`
 * @throws ArgumentError for what it does not have: inline flags inside a group, conditionals, atomic and possessive forms
 */
export function pythonRegExp(argument: string, pattern: string, preset = ''): RegExp {
  const { flags, rest } = leadingFlags(argument, pattern, preset);
  const fail = (what: string): ArgumentError =>
    new ArgumentError(argument, `the expression ${JSON.stringify(pattern)} cannot be used: ${what}`);
  try {
    return new RegExp(translate(rest, flags, fail), flags.replace(/[ms]/g, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw fail(error.message.replace(/^Invalid regular expression: /, ''));
    throw error;
  }
}

/** `(?im)` at the start. `a`, `L` and `u` choose between alphabets, which does not matter here. */
function leadingFlags(
  argument: string,
  pattern: string,
  preset: string,
): { readonly flags: string; readonly rest: string } {
  const [group = '', letters = ''] = /^\(\?([aiLmsux]+)\)/.exec(pattern) ?? [];
  if (letters.includes('x')) throw new ArgumentError(argument, 'verbose expressions, "(?x)", are not supported');
  return { flags: [...new Set(preset + letters.replace(/[aLu]/g, ''))].join(''), rest: pattern.slice(group.length) };
}

type Fail = (what: string) => ArgumentError;

function translate(pattern: string, flags: string, fail: Fail): string {
  return pattern.replace(token, (text, ...groups: unknown[]) => {
    const [escape, set, group, repeat] = groups as (string | undefined)[];
    if (escape !== undefined) return translateEscape(escape, fail);
    if (set !== undefined) return translateSet(text, set, fail);
    if (group !== undefined) return translateGroup(text, fail);
    if (repeat !== undefined) throw fail(`the possessive repetition ${text} is not supported`);
    if (text === '.') return flags.includes('s') ? '[\\s\\S]' : '[^\\n]';
    if (text === '^') return flags.includes('m') ? lineStart : '^';
    if (text === '$') return flags.includes('m') ? lineEnd : end;
    return text === '{,' ? '{0,' : text;
  });
}

/** An escape, a set with its brackets (a bracket right at its start is literal), the head of a special group, a repetition with `+` behind it. */
const token =
  /\\([\s\S]?)|\[(\^?\]?(?:\\[\s\S]|[^\]\\])*)\]|(\(\?(?:#[^)]*\)|P<[^>]*>|P=[^)]*\)|<?[=!]|[\s\S]))|([*+?]\+|\{\d*,?\d*\}\+)|\{,(?=\d+\})|[.^$]/g;

/** In Python `$` also matches before a line break at the very end. */
const end = '(?=\\n?(?![\\s\\S]))';
/** Only `\n` ends a line, where JavaScript counts `\r` and others, too. */
const lineStart = '(?<![^\\n])';
const lineEnd = '(?=\\n|(?![\\s\\S]))';

function translateEscape(letter: string, fail: Fail): string {
  switch (letter) {
    case '':
      throw fail('it ends with a backslash');
    case 'A':
      return '(?<![\\s\\S])';
    case 'Z':
      return '(?![\\s\\S])';
    case 'a':
      return '\\x07';
    default:
      if (/[A-Za-z]/.test(letter) && !known.test(letter)) throw fail(`\\${letter} has no meaning`);
      return `\\${letter}`;
  }
}

const known = /[bBdDsSwWfnrtvxu]/;

function translateSet(text: string, inside: string, fail: Fail): string {
  if (/[\u{10000}-\u{10ffff}]/u.test(inside)) throw fail('a set holds a character outside the basic plane');
  for (const [, letter = ''] of inside.matchAll(/\\([\s\S])/g)) {
    if (/[A-Za-z]/.test(letter) && !/[abdDsSwWfnrtvxu]/.test(letter)) throw fail(`\\${letter} has no meaning in a set`);
  }
  return text.replace(/^\[(\^?)\]/, '[$1\\]').replace(/\\a/g, '\\x07');
}

function translateGroup(text: string, fail: Fail): string {
  const named = /^\(\?P<([A-Za-z_]\w*)>$/.exec(text)?.[1];
  if (named !== undefined) return `(?<${named}>`;
  const reference = /^\(\?P=([A-Za-z_]\w*)\)$/.exec(text)?.[1];
  if (reference !== undefined) return `\\k<${reference}>`;
  if (text.startsWith('(?#')) return '';
  if (/^\(\?(?:[:=!]|<[=!])$/.test(text)) return text;
  if (text === '(?>') throw fail('atomic groups are not supported');
  if (text === '(?(') throw fail('conditional groups are not supported');
  throw fail(`the group ${text}… is not supported; flags stand at the very start, as in (?i)`);
}
