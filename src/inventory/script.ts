import { problem } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Plain } from '../language/located.ts';
import type { Draft, DraftHost, Origin } from './draft.ts';
import { readListing, setPlainVariables } from './listing.ts';
import { runScript } from './run-script.ts';
import type { ScriptLimits } from './run-script.ts';

/** How many `--host` calls run at once. */
const hostCalls = 4;

/**
 * Reads an executable inventory: `--list` gives groups and, in `_meta.hostvars`, the variables of all hosts; where
 * `_meta` is missing each host is asked for with `--host NAME`. What it prints is data: it is never taken for a template.
 */
export async function readScript(path: string, draft: Draft, origin: Origin, limits: ScriptLimits): Promise<void> {
  const caller: Caller = { path, draft, origin, limits };
  const answer = await ask(caller, ['--list']);
  if (answer === undefined) return;
  const { hosts, variables } = readListing(answer.value, answer.span, draft, origin);
  if (variables === undefined) {
    const queue = hosts.values();
    await Promise.all(Array.from({ length: hostCalls }, () => askForHosts(caller, queue)));
    return;
  }
  for (const host of hosts) setHostVariables(caller, host, { value: variables[host.name] ?? {}, span: answer.span });
}

interface Caller {
  readonly path: string;
  readonly draft: Draft;
  readonly origin: Origin;
  readonly limits: ScriptLimits;
}

interface Answer {
  readonly value: Plain;
  readonly span: Span;
}

async function askForHosts(caller: Caller, queue: Iterable<DraftHost>): Promise<void> {
  for (const host of queue) {
    const answer = await ask(caller, ['--host', host.name]);
    if (answer !== undefined) setHostVariables(caller, host, answer);
  }
}

function setHostVariables({ draft, origin }: Caller, host: DraftHost, { value, span }: Answer): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    setPlainVariables(draft, host, value as Readonly<Record<string, Plain>>, span, origin);
  } else {
    const message = `${origin.name}: the variables of "${host.name}" are not an object`;
    draft.diagnostics.push(problem('inventory-script', message, span));
  }
}

/** What the script prints as JSON; nothing when it fails, which is then reported. */
async function ask({ path, draft, origin, limits }: Caller, args: readonly string[]): Promise<Answer | undefined> {
  const result = await runScript(path, args, limits);
  const command = [origin.name, ...args].join(' ');
  if ('problem' in result) {
    const output = result.stderr === '' ? 'it printed no error' : `it printed:\n${result.stderr}`;
    draft.diagnostics.push(problem('inventory-script', `${command}: ${result.problem}`, undefined, { hint: output }));
    return undefined;
  }
  const span = { source: { name: command, text: result.stdout }, start: 0, end: 0 };
  try {
    // An empty answer for a host means that it has no variables.
    const value = args[0] === '--host' && result.stdout.trim() === '' ? {} : (JSON.parse(result.stdout) as Plain);
    const forbidden = forbiddenKey(value);
    if (forbidden === undefined) return { value, span };
    draft.diagnostics.push(problem('forbidden-key', `${command}: the key "${forbidden}" is refused`, span));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    draft.diagnostics.push(problem('inventory-script', `${command} did not print JSON: ${error.message}`, span));
  }
  return undefined;
}

function forbiddenKey(value: Plain): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value) && ['__proto__', 'constructor', 'prototype'].includes(key)) return key;
    const inner = forbiddenKey(item);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
