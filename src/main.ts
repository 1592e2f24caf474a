import { readFileSync } from 'node:fs';
import { commandLine, UsageError } from './cli/command-line.ts';
import { createTerminal } from './cli/terminal.ts';
import type { Tools } from './cli/tools.ts';
import { exitCodes } from './cli/exit-code.ts';
import { InputError } from './diagnostics/errors.ts';

/** The process' edge: the only place that wires concrete things together, reads signals and sets the exit code. */
const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
const stop = new AbortController();
const abort = new AbortController();

const tools: Tools = {
  version: version(),
  cwd: process.cwd(),
  terminal,
  stop: stop.signal,
  abort: abort.signal,
  sleep: (milliseconds) => sleep(milliseconds, abort.signal),
  definitions: async () => {
    const [{ definitions }, { actions }, { createFinder }] = await Promise.all([
      import('./resources/registry.ts'),
      import('./actions/registry.ts'),
      import('./definition.ts'),
    ]);
    const all = [...definitions, ...actions];
    return { ...createFinder(all), all };
  },
  connector: async ({ hostKeyPolicy, warn }) => {
    const { createConnect } = await import('./hosts/connect.ts');
    return createConnect({
      hostKeyPolicy,
      emitWarning: warn,
      askPassphrase: ({ file }) => terminal.askSecret(`Passphrase of ${file}: `),
    });
  },
  report: async (options, secrets) => {
    const [{ broadcast }, { openReporter }] = await Promise.all([
      import('./reporters/broadcast.ts'),
      import('./reporters/open.ts'),
    ]);
    const reporter = openReporter(options, terminal);
    const emit = broadcast([reporter], secrets, (message) => terminal.err(`${message}\n`));
    return { emit, close: async () => reporter.close?.() };
  },
  hostKeys: async (warn) => {
    const [{ collectHostKeys }, { createServices }, { writeKnownHosts }] = await Promise.all([
      import('./hosts/trust.ts'),
      import('./hosts/services.ts'),
      import('./hosts/known-hosts/write.ts'),
    ]);
    const services = createServices({ hostKeyPolicy: 'strict', emitWarning: warn });
    return {
      collect: (address) => collectHostKeys(address, abort.signal, services),
      remember: (file, lines, hash) => writeKnownHosts(file, lines, { hash }),
    };
  },
};

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    return await commandLine(words, tools);
  } catch (error) {
    if (abort.signal.aborted) return exitCodes.interrupted;
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}\n`);
      return exitCodes.usage;
    }
    if (error instanceof InputError) {
      const { showDiagnostics } = await import('./cli/show-diagnostics.ts');
      showDiagnostics(terminal, error.diagnostics);
      return exitCodes.usage;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`This is a bug in Rackwright ${tools.version}. Please report it with what follows.\n${text}\n`);
    return exitCodes.bug;
  }
}

/** The first time lets running steps end, the second time ends them. */
function interrupt(): void {
  if (!stop.signal.aborted) {
    terminal.err('\ninterrupted: running steps may end, nothing new is begun (once more to end them at once)\n');
    stop.abort();
  } else {
    abort.abort(new Error('interrupted'));
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stopped = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stopped, { once: true });
  });
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
