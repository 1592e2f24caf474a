import { chmodSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { diagnosticCodes } from '../../src/diagnostics/codes.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { plainReporter } from '../../src/reporters/plain.ts';
import { readErrorPage, withPrinted } from '../support/error-page.ts';
import type { Round } from '../support/error-page.ts';
import { manualClock } from '../support/manual-clock.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const directory = fileURLToPath(new URL('../../docs/errors', import.meta.url));
const root = temporaryDirectory();
const codes = Object.entries(diagnosticCodes);

test('every code has a page, and every page a code', () => {
  expect(readdirSync(directory).sort()).toEqual(codes.map(([code]) => `${code}.md`).sort());
});

/** `UPDATE_GOLDEN=true` writes what the commands print now into the pages; read them before you commit. */
describe.each(codes)('the page of %s', (code, meaning) => {
  const path = join(directory, `${code}.md`);
  const text = readFileSync(path, 'utf8');
  const { title, meaning: written, rounds } = readErrorPage(text);

  test('says what it means', () => {
    expect([title, written]).toEqual([code, meaning]);
    expect(text).toMatch(rounds.length > 0 ? /^## Example$[^]*^## Mended$/m : /^## When it comes$[^]*^## What to do$/m);
  });

  if (rounds.length > 0)
    test('has an example with this problem alone, at its place, which is gone when it is mended', async () => {
      const cwd = mkdtempSync(join(root, 'page-'));
      writeFiles(cwd, { 'hosts.ini': '[web]\nweb1\nweb2\n' });
      const printed: string[] = [];
      for (const round of rounds) printed.push(await shown(round, cwd));
      if (process.env['UPDATE_GOLDEN'] === 'true') writeFileSync(path, withPrinted(text, printed));
      expect(printed).toEqual(rounds.map((each) => each.printed));
      const [broken = '', ...mended] = printed;
      expect([...new Set(codesIn(broken))]).toEqual([code]);
      for (const each of mended) expect(each).not.toMatch(/^(?:error|warning|failed)/m);
    });
});

/** Of diagnostics and of failed tasks. */
function codesIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/^(?:error|warning)\[(.+?)\]|^failed .*\)  ([a-z-]+)(?=;|$)/gm)].map(([, a, b]) => a ?? b);
}

/** Times differ from run to run, and so does where this is. */
async function shown({ files, words }: Round, cwd: string): Promise<string> {
  writeFiles(cwd, files);
  for (const name of Object.keys(files)) chmodSync(join(cwd, name), name.endsWith('.sh') ? 0o755 : 0o600);
  const { err, out, events } = await runProgram(words, { cwd });
  // Said in front of what failed here, behind it at a terminal.
  const said = err.replace(/^\d+ hosts? did not end well:.*\n/m, '');
  const text = `${said}${out}${shortened(asText(events))}`;
  return (
    text
      .replaceAll(`${cwd}/`, '')
      .replaceAll(cwd, '.')
      // Said of a task that took long: which one does depends on what else the machine does.
      .replace(/; \d+(?:\.\d+)? (?:ms|s)$/gm, '')
      .replace(/\b\d+(?:\.\d+)? (?:ms|s)\b(?=\)?$)/gm, '0.1 s')
  );
}

/** Of a report what failed; else its last line. */
function shortened(report: string): string {
  return /^failed .*\n(?: .*\n)*/m.exec(report)?.[0] ?? report.split('\n').slice(-2).join('\n');
}

function asText(events: readonly RunEvent[]): string {
  let text = '';
  const options = { diff: false, verbose: false, stats: false };
  const reporter = plainReporter(options, { out: (more) => void (text += more), color: false }, manualClock());
  for (const event of events) reporter.on(event);
  void reporter.close?.();
  return text;
}
