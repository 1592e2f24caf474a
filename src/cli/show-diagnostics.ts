import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import type { Terminal } from './tools.ts';

/** Shows problems or warnings, sorted by place, with the lines that they are about. */
export function showDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  terminal.err(`${renderDiagnostics(diagnostics, { color: terminal.color })}\n`);
  const codes = new Set(diagnostics.flatMap((each) => (each.severity === 'error' ? [each.code] : [])));
  codes.delete('usage');
  if (terminal.interactive && codes.size > 0)
    terminal.err(`\nmore about it: ${[...codes].map((code) => `rackwright doc error ${code}`).join(', ')}\n`);
}
