import { join } from 'node:path';
import { InputError } from '../diagnostics/errors.ts';
import type { Secret } from '../secret.ts';
import { chooseHosts } from './choose-hosts.ts';
import { docCommand } from './doc-command.ts';
import { execCommand } from './exec-command.ts';
import { exitCodes } from './exit-code.ts';
import { HeldConnections } from './console/held-connections.ts';
import { openHistory } from './console/history.ts';
import { readLine } from './console/read-line.ts';
import type { ConsoleLine } from './console/read-line.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Report, Terminal, Tools } from './tools.ts';

export type ConsoleArguments = HostArguments & { readonly pattern: string };

/** A prompt: each line is run on hosts as `exec` would run it, over connections that stay open. */
export async function consoleCommand(tools: Tools, args: ConsoleArguments): Promise<number> {
  const { terminal } = tools;
  const hosts = chooseHosts(tools, await loadInventory(tools, args), args.pattern);
  const definitions = await tools.definitions();
  const isKind = (name: string): boolean => definitions.find(name) !== undefined;
  const held = new HeldConnections();
  const shared = { ...tools, terminal: askingOnce(terminal) };
  const history = openHistory(join(tools.cwd, '.rackwright', 'console-history'));
  let running: AbortController | undefined;

  const perform = async (line: Task): Promise<void> => {
    running = new AbortController();
    try {
      await execCommand(forLine(shared, held, running.signal), { ...args, ...taskOf(line), ...quiet });
    } catch (error) {
      if (running.signal.aborted) terminal.err('given up\n');
      else if (error instanceof InputError) showDiagnostics(terminal, error.diagnostics);
      else throw error;
    } finally {
      // What was killed in the middle may have left its line in any state.
      if (running.signal.aborted) await held.closeAll();
      running = undefined;
    }
  };
  const answer = async (text: string): Promise<'end' | undefined> => {
    if (terminal.interactive) history.add(text);
    const line = readLine(text, isKind);
    if (line.type === 'end') return 'end';
    if (line.type === 'help') terminal.out(help);
    else if (line.type === 'page') await page(tools, line.kind);
    else if (line.type === 'shell' || line.type === 'kind') await perform(line);
    return undefined;
  };
  if (terminal.interactive) terminal.out(`on ${hosts.join(', ')}; ? for help, Ctrl-D to leave\n`);
  try {
    await terminal.converse({
      prompt: `${args.pattern}> `,
      history: history.lines,
      complete: (line) => Promise.resolve(completed(line, definitions.names)),
      answer,
      interrupt: () => {
        running?.abort(new Error('interrupted'));
        return running !== undefined;
      },
    });
  } finally {
    await held.closeAll();
  }
  return exitCodes.converged;
}

/** A line that is run on hosts. */
type Task = Extract<ConsoleLine, { readonly type: 'shell' } | { readonly type: 'kind' }>;

const quiet = { check: false, output: 'text', stats: false, profile: false } as const;

const help = `A line is shell text for the hosts (uptime), or a resource or action with its arguments:
  service {name: nginx, state: started}
? KIND explains one. Tab completes its name. Ctrl-C gives up the line, or what runs. exit or Ctrl-D leaves.
`;

function taskOf(line: Task): {
  readonly command: readonly string[];
  readonly kind: string | undefined;
  readonly args: string | undefined;
} {
  return line.type === 'kind'
    ? { command: [], kind: line.kind, args: line.args }
    : { command: [line.text], kind: undefined, args: undefined };
}

async function page(tools: Tools, kind: string): Promise<void> {
  try {
    await docCommand(tools, kind, undefined);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    showDiagnostics(tools.terminal, error.diagnostics);
  }
}

function completed(
  line: string,
  kinds: readonly string[],
): { readonly words: readonly string[]; readonly part: string } {
  const [, before = '', part = ''] = /^(\?\s*)?(\S*)$/.exec(line) ?? [undefined, line, ''];
  if (part === '' && before === '') return { words: [], part: line };
  return { words: kinds.filter((kind) => kind.startsWith(part)).map((kind) => `${kind} `), part };
}

/** The tools of one line: its own interrupt, connections that outlive it, and of its report what is about tasks. */
function forLine(tools: Tools, held: HeldConnections, interrupted: AbortSignal): Tools {
  return {
    ...tools,
    stop: AbortSignal.any([tools.stop, interrupted]),
    abort: AbortSignal.any([tools.abort, interrupted]),
    connector: async (options) => held.forLine(await tools.connector(options)),
    report: async (options) => onlyTasks(await tools.report(options)),
  };
}

function onlyTasks(report: Report): Report {
  const silent = new Set([
    'run.started',
    'host.connected',
    'play.started',
    'play.finished',
    'run.finished',
    'host.lost',
  ]);
  return {
    emit: (event) => {
      if (!silent.has(event.type)) report.emit(event);
    },
    close: () => report.close(),
  };
}

/** A password that was asked for once holds for all lines. */
function askingOnce(terminal: Terminal): Terminal {
  const answers = new Map<string, Promise<Secret>>();
  const askSecret = (question: string): Promise<Secret> => {
    const answer = answers.get(question) ?? terminal.askSecret(question);
    answers.set(question, answer);
    return answer;
  };
  return Object.assign(Object.create(terminal) as Terminal, { askSecret });
}
