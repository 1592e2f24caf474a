import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The texts of a target that led through its code in new ways, or that once went wrong: a file of base64, a line each. */
export function readCorpus(target: string): readonly Buffer[] {
  const file = fileOf(target);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  // The empty text has a line, too.
  return lines.map((line) => Buffer.from(line.replace(/^-$/, ''), 'base64'));
}

export function writeCorpus(target: string, texts: readonly Buffer[]): void {
  const lines = new Set(texts.map((text) => text.toString('base64') || '-'));
  writeFileSync(
    fileOf(target),
    [...lines]
      .toSorted()
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function fileOf(target: string): string {
  return join(import.meta.dirname, 'corpus', `${target}.base64`);
}
