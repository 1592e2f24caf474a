import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { join, dirname, relative } from 'node:path';

/**
 * A stack trace with the places in the sources, as far as source maps lie beside the files that it names: those of the
 * built program do. Node would do it only for files that it has loaded itself.
 */
export function sourceStack(stack: string, cwd: string): string {
  return stack.replaceAll(
    /(\/[^\s():]+\.cjs):(\d+):(\d+)/g,
    (place: string, file: string, line: string, column: string) => {
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry)) return place;
      const source = relative(cwd, join(dirname(file), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

function mapOf(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
