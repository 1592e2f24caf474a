/**
 * Joins readable shell lines to the one line a runner is booted with: comment lines go, the others are separated by
 * `;` unless a keyword, operator or case pattern at the end of a line already asks for more. The text must not use
 * here-documents, comments behind commands or quotes that span lines.
 */
export function oneLine(source: string): string {
  return source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (continues(line) ? `${line} ` : `${line}; `))
    .join('')
    .replace(/[; ]+$/, '');
}

function continues(line: string): boolean {
  return /(?:^|\s)(?:do|then|else|in|\{|\()$|[|&;]$/.test(line) || isCasePattern(line);
}

function isCasePattern(line: string): boolean {
  return /^[^()]+\)$/.test(line);
}
