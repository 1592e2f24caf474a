import { ValueError } from '../../value/value-error.ts';

const longestPattern = 2_000;

/**
 * A regular expression in Python's syntax, as Ansible's users write it, for JavaScript: named groups, inline flags,
 * `\A`, `\Z`, and `$` before a last line end.
 * @throws ValueError for a pattern that is too long or not valid
 */
export function pythonRegex(pattern: string, flags: string): RegExp {
  if (pattern.length > longestPattern) throw new ValueError(`the pattern is longer than ${longestPattern} characters`);
  const inline = /^\(\?([aimsux]+)\)/.exec(pattern);
  const all = new Set(flags + (inline?.[1] ?? ''));
  if (all.has('x')) throw new ValueError('verbose patterns (?x) are not supported');
  const own = ['i', 'm', 's'].filter((flag) => all.has(flag)).join('');
  try {
    return new RegExp(translate(pattern.slice(inline?.[0].length ?? 0), all), `g${own}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ValueError(`${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`);
  }
}

/** What Python and JavaScript read differently, outside of character classes unless it is one. */
const differing = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?P<|\(\?P=(\w+)\)|\{,|\$|\./g;

function translate(pattern: string, flags: ReadonlySet<string>): string {
  return pattern.replace(differing, (found: string, name: string | undefined) => {
    if (name !== undefined) return String.raw`\k<${name}>`;
    if (found.startsWith('[')) return found.replace(/^(\[\^?)\]/, String.raw`$1\]`);
    switch (found) {
      case String.raw`\A`:
        return String.raw`(?<![\s\S])`;
      case String.raw`\Z`:
        return String.raw`(?![\s\S])`;
      case '(?P<':
        return '(?<';
      case '{,':
        return '{0,';
      case '$':
        return flags.has('m') ? '$' : String.raw`(?=\n?(?![\s\S]))`;
      case '.':
        return flags.has('s') ? '.' : String.raw`[^\n]`;
      default:
        return found;
    }
  });
}
