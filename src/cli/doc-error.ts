import { diagnosticCodes } from '../diagnostics/codes.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';

/** Shows the page of an error code, or a list of all. The brackets that stand around it in a report may stay. */
export function docError(tools: Tools, given: string | undefined): number {
  const codes = Object.keys(diagnosticCodes);
  if (given === undefined) {
    const width = Math.max(...codes.map((each) => each.length));
    tools.terminal.out(
      Object.entries(diagnosticCodes)
        .map(([code, meaning]) => `${code.padEnd(width)}  ${meaning}\n`)
        .join(''),
    );
    return exitCodes.converged;
  }
  const code = given.replace(/^(?:error|warning)?\[(.*)\]$/, '$1');
  if (!isCode(code)) {
    const hint = didYouMean(code, codes) ?? '`rackwright doc error` lists them all';
    throw new InputError([problem('usage', `there is no error code "${code}"`, undefined, { hint })]);
  }
  tools.terminal.out(tools.errorPage(code));
  return exitCodes.converged;
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, text);
}
