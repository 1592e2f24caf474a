import type { HostRequest } from '../host.ts';
import { sh, verbatim } from '../shell.ts';

/** One request for a runner: a command of its program, and what the command finds behind it on the runner's input. */
export interface EncodedRequest {
  /** Newlines occur only inside the single quotes that `sh` puts around words. */
  readonly command: string;
  readonly stdin: Uint8Array;
}

export function encodeRequest(id: number, request: WireRequest): EncodedRequest {
  const form = request.form ?? 'probe';
  const whispered = form === 'task' && request.confidential === true && fitsInPipe(request);
  const { script, stdin } = form === 'task' && !whispered ? fittingEnvironment(request) : partsOf(request);
  const receipt = request.receipt === undefined ? verbatim('') : sh` ${request.receipt}`;
  const command = sh`_request _${whispered ? 'whisper' : form} ${id} ${request.chain ?? '-'} ${stdin.length} ${request.onDisconnect ?? 'kill'} ${script}${receipt}`;
  return { command: command.text, stdin };
}

/**
 * Requests as they travel: a line of shell with the length of what follows it, then that. Commands that are short stand in the line,
 * which costs the host no process; a shell reads lines byte by byte, so longer ones follow it too, all at once.
 */
export function encodeBatch(requests: readonly EncodedRequest[]): readonly Uint8Array[] {
  const inputs = requests.flatMap(({ stdin }) => (stdin.length === 0 ? [] : [stdin, trailer]));
  const line = onOneLine(sequence(requests));
  if (line.length <= lineLimit) return [Buffer.from(`${sizeOf(inputs)} ${line}\n`), ...inputs];
  const commands = Buffer.from(sequence(requests));
  const payload = [commands, trailer, ...inputs];
  return [Buffer.from(`${sizeOf(payload)} _batch ${commands.length}\n`), ...payload];
}

/** Those that go along with the runner itself; they have no input. */
export function firstCommands(requests: readonly EncodedRequest[]): string {
  return onOneLine(sequence(requests));
}

/** None is begun when the connection is gone. */
function sequence(requests: readonly EncodedRequest[]): string {
  return requests.map(({ command }) => command).join('; [ -z "$_over" ] && ');
}

/** What a runner can be asked for: what hosts are, and what it does first. */
export type WireRequest = Omit<HostRequest, 'form'> & { readonly form?: 'probe' | 'task' | 'prelude' };

export function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((size, chunk) => size + chunk.length, 0);
}

/** Characters. Two shells read a line with a system call for each of them; by this length that is about what the processes cost that read a payload. */
const lineLimit = 2048;
/** Bytes. */
const pipeLimit = 4096;
/** Tells a whole payload from one that the end of the connection cut short. */
const trailer = Buffer.from('.\n');
/** A task's script travels in its environment; Linux takes 128 KiB in one variable. */
const environmentLimit = 100 * 1024;
/** Tells a whole script from a part of it; also keeps the newlines at its end. Plain to a shell and to its patterns. */
const lastWord = '.end-of-script';

interface Parts {
  readonly script: string;
  readonly stdin: Uint8Array;
}

function partsOf({ script, stdin }: WireRequest): Parts {
  return { script: script.text, stdin: stdin ?? new Uint8Array(0) };
}

/** A pipe costs the host no process, but a shell reads it byte by byte. */
function fitsInPipe({ script, stdin }: WireRequest): boolean {
  return (stdin?.length ?? 0) === 0 && Buffer.byteLength(script.text) <= pipeLimit;
}

/**
 * Longer scripts, and confidential ones with an input, stand in front of the standard input, which is a file without a name for tasks: the task's shell takes
 * its script from there. The rest comes by a pipe, because some programs (crontab) begin to read a file at its start. Without an input
 * it gets /dev/null back, as every task.
 */
function fittingEnvironment(request: WireRequest): Parts {
  const { script, stdin } = partsOf(request);
  if (Buffer.byteLength(script) <= environmentLimit && request.confidential !== true) return { script, stdin };
  const whole = Buffer.from(`${script}${lastWord}`);
  const input = verbatim(stdin.length === 0 ? 'exec </dev/null;' : 'cat |');
  const loader = sh`_s=$(dd bs=${whole.length} count=1 2>/dev/null)
case $_s in *${lastWord}) ;; *) echo 'the script cannot be read' >&2; exit 74 ;; esac
${input} eval "unset _s; \${_s%${lastWord}}"`;
  return { script: loader.text, stdin: Buffer.concat([whole, stdin]) };
}

function onOneLine(text: string): string {
  return text.replaceAll('\n', `'"$_N"'`);
}
