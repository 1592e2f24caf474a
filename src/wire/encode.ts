import type { HostRequest } from '../host.ts';
import { sh, verbatim } from '../shell.ts';

/**
 * One request as a runner reads it: a line of shell, then counted payload. Short scripts stand in the line, which costs
 * the host no process; a shell reads lines byte by byte, so long ones travel as payload.
 */
export function encodeRequest(id: number, request: WireRequest): readonly Uint8Array[] {
  const form = request.form ?? 'probe';
  const whispered = form === 'task' && request.confidential === true && fitsInPipe(request);
  const { script, stdin } = form === 'task' && !whispered ? fittingEnvironment(request) : bytesOf(request);
  const inline = script.length <= inlineLimit;
  const payload = [...(inline ? [] : [script, trailer]), ...(stdin.length === 0 ? [] : [stdin, trailer])];
  const line = sh`${sizeOf(payload)} _request _${whispered ? 'whisper' : form} ${id} ${request.chain ?? '-'} ${inline ? 0 : script.length} ${stdin.length} ${request.onDisconnect ?? 'kill'} ${inline ? script.toString() : ''}${request.receipt === undefined ? verbatim('') : sh` ${request.receipt}`}`;
  return [Buffer.from(onOneLine(line.text) + '\n'), ...payload];
}

/** An encoded request as a command of the runner, for one that travels with it; nothing when it has a payload. */
export function asCommand([line, ...payload]: readonly Uint8Array[]): string | undefined {
  if (line === undefined || payload.length > 0) return undefined;
  return Buffer.from(line).toString().trimEnd().replace(/^0 /, '');
}

/** What a runner can be asked for: what hosts are, and what it does first. */
export type WireRequest = Omit<HostRequest, 'form'> & { readonly form?: 'probe' | 'task' | 'prelude' };

export function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((size, chunk) => size + chunk.length, 0);
}

/** Bytes. With dash on Linux 4 KiB cost half of what the processes that read a payload cost. */
const inlineLimit = 4096;
/** Tells a whole payload from one that the end of the connection cut short. */
const trailer = Buffer.from('.\n');
/** A task's script travels in its environment; Linux takes 128 KiB in one variable. */
const environmentLimit = 100 * 1024;
/** Tells a whole script from a part of it; also keeps the newlines at its end. Plain to a shell and to its patterns. */
const lastWord = '.end-of-script';

interface Parts {
  readonly script: Buffer;
  readonly stdin: Uint8Array;
}

function bytesOf({ script, stdin }: WireRequest): Parts {
  return { script: Buffer.from(script.text), stdin: stdin ?? new Uint8Array(0) };
}

/** A pipe costs the host no process, but a shell reads it byte by byte. */
function fitsInPipe({ script, stdin }: WireRequest): boolean {
  return (stdin?.length ?? 0) === 0 && Buffer.byteLength(script.text) <= inlineLimit;
}

/**
 * Longer scripts, and confidential ones with an input, stand in front of the standard input, which is a file without a name for tasks: the task's shell takes
 * its script from there. The rest comes by a pipe, because some programs (crontab) begin to read a file at its start. Without an input
 * it gets /dev/null back, as every task.
 */
function fittingEnvironment(request: WireRequest): Parts {
  const { script, stdin } = bytesOf(request);
  if (script.length <= environmentLimit && request.confidential !== true) return { script, stdin };
  const whole = Buffer.concat([script, Buffer.from(lastWord)]);
  const input = verbatim(stdin.length === 0 ? 'exec </dev/null;' : 'cat |');
  const loader = sh`_s=$(dd bs=${whole.length} count=1 2>/dev/null)
case $_s in *${lastWord}) ;; *) echo 'the script cannot be read' >&2; exit 74 ;; esac
${input} eval "unset _s; \${_s%${lastWord}}"`;
  return { script: Buffer.from(loader.text), stdin: Buffer.concat([whole, stdin]) };
}

/** Newlines occur only inside the single quotes that `sh` puts around words. */
function onOneLine(text: string): string {
  return text.replaceAll('\n', `'"$_N"'`);
}
