import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { Secret } from '../secret.ts';
import { converse } from './console/conversation.ts';
import type { Masking } from '../secrets.ts';
import type { Terminal } from './tools.ts';

/** The terminal, or what stands in its place when output is piped. `NO_COLOR` is respected; what is said on standard error is masked. */
export function createTerminal(
  stdin: NodeJS.ReadStream | ReadStream,
  stdout: NodeJS.WriteStream | WriteStream,
  stderr: NodeJS.WriteStream | WriteStream,
  masking: Masking,
): Terminal {
  // Who reads may go away (`| head`, a dead session): a run goes on to its end nevertheless.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  let asking = 0;
  const whileAsking = async <Value>(answer: Promise<Value>): Promise<Value> => {
    asking += 1;
    try {
      return await answer;
    } finally {
      asking -= 1;
    }
  };
  // What a live display has drawn below the cursor would stay beside the message.
  const clearBelow = stdout.isTTY && stderr.isTTY ? '\u001b[J' : '';
  const askSecret = async (question: string): Promise<Secret> => {
    stderr.write(question);
    const answer = await whileAsking(ask(stdin, silence(), ''));
    stderr.write('\n');
    return new Secret(answer);
  };
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(clearBelow + masking.text(text)),
    color: stdout.isTTY && process.env['NO_COLOR'] === undefined,
    interactive: stdout.isTTY && process.env['TERM'] !== 'dumb',
    attended: stdin.isTTY,
    get asking() {
      return asking > 0;
    },
    get columns() {
      return stdout.isTTY ? stdout.columns : 100;
    },
    get rows() {
      return stdout.isTTY ? stdout.rows : 24;
    },
    ask: (question) => whileAsking(ask(stdin, stderr, question)),
    askSecret,
    converse: (conversation) => converse(stdin, stdout, conversation),
    input: async (question) => (stdin.isTTY ? (await askSecret(question)).reveal() : readAll(stdin)),
  };
}

function ask(stdin: NodeJS.ReadStream | ReadStream, output: NodeJS.WritableStream, question: string): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdin, output, terminal: stdin.isTTY });
    // No answer is the empty one: end of input must not hang.
    lines.once('close', () => resolve(''));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

/** Swallows the echo of what is typed. */
function silence(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

async function readAll(stdin: NodeJS.ReadStream | ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
