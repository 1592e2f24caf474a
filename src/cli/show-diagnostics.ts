import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import type { Terminal } from './tools.ts';

/** Shows problems or warnings, sorted by place, with the lines that they are about. */
export function showDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) terminal.err(`${renderDiagnostics(diagnostics, { color: terminal.color })}\n`);
}
