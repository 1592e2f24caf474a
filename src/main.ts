import { setMaxListeners } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from './cli/program.ts';
import { createTerminal } from './cli/terminal.ts';
import type { Tools } from './cli/tools.ts';
import { usualHostPaths } from './engine/host-paths.ts';
import { Secrets } from './secrets.ts';

/** The process' edge: the only place that wires concrete things together, reads signals and sets the exit code. */
const secrets = new Secrets();
const terminal = createTerminal(process.stdin, process.stdout, process.stderr, secrets);
const stop = new AbortController();
const abort = new AbortController();
// Every request on its way to a host listens to these: thousands of them are no leak.
setMaxListeners(0, stop.signal, abort.signal);

const tools: Tools = {
  version: version(),
  cwd: process.cwd(),
  hostPaths: usualHostPaths,
  who: `${userInfo().username}@${hostname()}`,
  places: places(),
  terminal,
  secrets,
  stop: stop.signal,
  abort: abort.signal,
  sleep: (milliseconds) => sleep(milliseconds, abort.signal),
  errorPage: (code) => readFileSync(new URL(`../docs/errors/${code}.md`, import.meta.url), 'utf8'),
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
  report: async (options) => {
    const [{ broadcast }, { openReporter }, { openReports }] = await Promise.all([
      import('./reporters/broadcast.ts'),
      import('./reporters/open.ts'),
      import('./reporters/open-reports.ts'),
    ]);
    const reporter = openReporter(options, terminal);
    const reports = options.records === undefined ? [] : await openReports(options.records, Date.now, keepFile);
    const emit = broadcast([reporter, ...reports], secrets, (message) => terminal.err(`${message}\n`));
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
      remember: writeKnownHosts,
    };
  },
};

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
void program(process.argv.slice(2), tools).then(async (code) => {
  process.exitCode = code;
  // Whoever ends by himself takes his memory apart first, which is for nothing and takes a while.
  await Promise.all([process.stdout, process.stderr].map(written));
  process.exit();
});

/** Resolves when all that was printed has gone out, or nobody reads it any more. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
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
    const stopped = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stopped);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stopped, { once: true });
  });
}

function places(): Tools['places'] {
  const own = (variable: string, fallback: string): string =>
    join(process.env[variable] || join(homedir(), fallback), 'rackwright');
  return {
    config: own('XDG_CONFIG_HOME', '.config'),
    state: own('XDG_STATE_HOME', join('.local', 'state')),
    shippedRoles: fileURLToPath(new URL('../playbooks/roles', import.meta.url)),
  };
}

/** A file is there whole or not at all; it tells of hosts, which is nobody else's business. */
function keepFile(path: string, text: string): void {
  const staged = `${path}.${process.pid}`;
  writeFileSync(staged, text, { mode: 0o600 });
  renameSync(staged, path);
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
