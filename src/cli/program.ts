import { HostError, InputError } from '../diagnostics/errors.ts';
import { commandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';
import { UsageError } from './usage-error.ts';

/** Runs a command line to its exit code. Whatever goes wrong is said on standard error; it never throws. */
export async function program(words: readonly string[], tools: Tools): Promise<number> {
  const { terminal } = tools;
  try {
    return await commandLine(words, tools);
  } catch (error) {
    if (tools.abort.aborted) return exitCodes.interrupted;
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}\n`);
      return exitCodes.usage;
    }
    if (error instanceof InputError) {
      const { showDiagnostics } = await import('./show-diagnostics.ts');
      showDiagnostics(terminal, error.diagnostics);
      return exitCodes.usage;
    }
    if (error instanceof HostError) {
      terminal.err(`error: ${error.message}\n`);
      if (error.hint !== undefined) terminal.err(`  ${error.hint}\n`);
      return error.unreachable ? exitCodes.unreachable : exitCodes.failed;
    }
    const { sourceStack } = await import('./source-stack.ts');
    const text = error instanceof Error ? sourceStack(error.stack ?? error.message, tools.cwd) : String(error);
    terminal.err(`This is a bug in Rackwright ${tools.version}. Please report it with what follows.\n${text}\n`);
    return exitCodes.bug;
  }
}
