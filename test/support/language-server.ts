import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Readable, Writable } from 'node:stream';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** The real yaml-language-server on its standard input and output. */
export class LanguageServer {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #diagnostics = new Map<string, (found: unknown) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  /** @param settings what an editor has under `yaml` */
  constructor(settings: object) {
    const program = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
    this.#process = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#process.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      for (let message = this.#next(); message !== undefined; message = this.#next()) this.#take(message, settings);
    });
  }

  async start(root: string): Promise<void> {
    await this.ask('initialize', {
      processId: process.pid,
      rootUri: `file://${root}`,
      capabilities: { workspace: { configuration: true }, textDocument: { hover: {}, completion: {} } },
      workspaceFolders: [{ uri: `file://${root}`, name: 'project' }],
    });
    this.#send({ method: 'initialized', params: {} });
    this.#send({ method: 'workspace/didChangeConfiguration', params: { settings: {} } });
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  /** Opens a document; gives what is wrong with it. */
  open(uri: string, text: string): Promise<unknown> {
    return new Promise((resolve) => {
      this.#diagnostics.set(uri, resolve);
      this.#send({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
      });
    });
  }

  stop(): void {
    this.#process.kill();
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #next(): Message | undefined {
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString())?.[1]);
    const body = this.#buffer.subarray(end + 4, end + 4 + length);
    if (body.length < length) return undefined;
    this.#buffer = this.#buffer.subarray(end + 4 + length);
    return JSON.parse(body.toString('utf8')) as Message;
  }

  #take({ id, method, params, result }: Message, settings: object): void {
    if (method === undefined) this.#answers.get(Number(id))?.(result);
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: unknown };
      this.#diagnostics.get(uri)?.(diagnostics);
    } else if (id !== undefined) {
      const { items = [] } = (params ?? {}) as { readonly items?: readonly { readonly section?: string }[] };
      const answer = items.map(({ section }) => (section === 'yaml' ? settings : null));
      this.#send({ id, result: method === 'workspace/configuration' ? answer : null });
    }
  }
}
