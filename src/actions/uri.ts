import type { ActionContext, ActionResult } from '../action.ts';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';
import { sh } from '../shell.ts';
import { curlConfig } from '../resources/curl-config.ts';
import { readArguments } from '../resources/read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Asks a web server something, from the host, with curl.',
  details: 'Header values and bodies travel on standard input, so that they never stand in the process list.',
  required: ['url'],
  properties: {
    url: { description: 'What to ask for.', type: 'string', pattern: '^https?://' },
    method: { description: 'HTTP method.', type: 'string', default: 'GET', pattern: '^[A-Z]+$' },
    status_code: {
      description: 'Statuses that count as success.',
      type: ['integer', 'array'],
      items: { description: 'A status.', type: 'integer' },
      default: 200,
    },
    headers: {
      description: 'Header lines.',
      type: 'object',
      additionalProperties: { description: 'Value.', type: ['string', 'number'] },
    },
    body: {
      description: 'What to send.',
      type: ['string', 'object', 'array'],
      additionalProperties: true,
      items: { description: 'An item.', type: ['string', 'number', 'boolean', 'object', 'array'] },
    },
    body_format: {
      description: 'How a body that is no text is written.',
      type: 'string',
      enum: ['raw', 'json'],
      default: 'raw',
    },
    return_content: {
      description: 'Give the answer’s body as `content` (and as `json` when it is JSON).',
      type: 'boolean',
    },
    validate_certs: { description: 'Refuse certificates that do not verify.', type: 'boolean', default: true },
    ca_path: { description: 'File with the certificates of the authorities to trust.', type: 'string' },
    timeout: { description: 'Seconds for the whole exchange.', type: 'number', minimum: 1, default: 30 },
    follow_redirects: { description: 'Follow redirects.', type: 'boolean', default: false },
  },
  examples: ['- uri:\n    url: https://localhost/health\n    ca_path: /etc/ssl/internal-ca.pem\n'],
};

interface Wanted {
  /** Lines of a curl configuration; `-K -` reads them from standard input. */
  readonly config: string;
  readonly statuses: readonly number[];
  readonly url: string;
  readonly timeoutMs: number;
  readonly content: boolean;
}

export const uri = defineAction<Wanted>({
  kind: 'uri',
  schema,
  where: 'host',
  wanted: (args) => {
    const read = readArguments(args, schema);
    const url = read.required('url');
    const timeout = typeof args['timeout'] === 'number' ? args['timeout'] : 30;
    const statuses = args['status_code'] ?? 200;
    return {
      url,
      timeoutMs: timeout * 1000,
      statuses: Array.isArray(statuses) ? (statuses as readonly number[]) : [statuses as number],
      content: read.flag('return_content') ?? false,
      config: curlConfig([
        ['url', url],
        ['request', read.text('method') ?? 'GET'],
        ['max-time', String(timeout)],
        ...(read.flag('follow_redirects') === true ? [['location', undefined] as const] : []),
        ...(read.flag('validate_certs') === false ? [['insecure', undefined] as const] : []),
        ...(read.text('ca_path') === undefined ? [] : [['cacert', read.text('ca_path')] as const]),
        ...headersOf(args).map((header) => ['header', header] as const),
        ...bodyOf(args).map((body) => ['data-binary', body] as const),
      ]),
    };
  },
  perform: ask,
});

async function ask(
  { config, statuses, url, timeoutMs, content }: Wanted,
  context: ActionContext,
): Promise<ActionResult> {
  const script = sh`command -v curl >/dev/null 2>&1 || exit 127
exec curl -sS -o - -w ${'\n%{http_code}'} -K -`;
  const answer = await context.send({ script, stdin: Buffer.from(config), form: 'task', timeoutMs: timeoutMs + 5000 });
  if (answer.exitCode === 127) return failed('the host has no curl', { url }, 'install the package `curl` first');
  const text = Buffer.from(answer.stdout).toString('utf8');
  const status = Number(text.slice(text.lastIndexOf('\n') + 1));
  const body = text.slice(0, Math.max(0, text.lastIndexOf('\n')));
  const result = { url, status, ...(content && { content: body, ...jsonOf(body) }) };
  if (answer.exitCode !== 0)
    return failed(Buffer.from(answer.stderr).toString('utf8').trim() || `curl ended with ${answer.exitCode}`, result);
  if (!statuses.includes(status)) return failed(`${url} answered ${status}, not ${statuses.join(' or ')}`, result);
  return { changed: false, result };
}

function failed(message: string, result: Arguments, hint?: string): ActionResult {
  return { changed: false, failed: { message, ...(hint !== undefined && { hint }) }, result };
}

function jsonOf(body: string): Arguments {
  try {
    return { json: JSON.parse(body) as Arguments };
  } catch {
    // Not every answer is JSON, and nobody said that this one is.
    return {};
  }
}

function headersOf(args: Arguments): readonly string[] {
  const headers = { ...(args['headers'] as Arguments | undefined) };
  const json =
    args['body_format'] === 'json' && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (json) headers['Content-Type'] = 'application/json';
  return Object.entries(headers).map(([name, value]) => {
    const line = `${name}: ${typeof value === 'string' || typeof value === 'number' ? value : ''}`;
    if (/[\r\n]/.test(line)) throw new ArgumentError('headers', 'a header cannot hold a line break');
    return line;
  });
}

function bodyOf(args: Arguments): readonly string[] {
  const { body } = args;
  if (body === undefined || body === null) return [];
  if (typeof body !== 'string') return [JSON.stringify(body)];
  // To curl, a leading @ means a file's name.
  if (body.startsWith('@')) throw new ArgumentError('body', 'a body cannot begin with @');
  return [args['body_format'] === 'json' ? JSON.stringify(body) : body];
}
