import type { ActionContext, ActionResult } from '../action.ts';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { readArguments } from '../resources/read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Waits on the host until a port answers or a path appears, or until it no longer does.',
  details: 'A port is tried from the host itself, with bash, nc or curl, whichever it has. It changes nothing.',
  oneOf: [['port'], ['path'], ['timeout']],
  properties: {
    host: { description: 'Address to connect to.', type: 'string', default: '127.0.0.1' },
    port: { description: 'TCP port.', type: 'integer', minimum: 1, maximum: 65535 },
    path: { description: 'Path of a file or directory.', type: 'string' },
    search_regex: { description: 'Extended regular expression (of grep) that the file must contain.', type: 'string' },
    state: {
      description: 'What to wait for.',
      type: 'string',
      enum: ['started', 'present', 'stopped', 'absent', 'drained'],
      default: 'started',
    },
    delay: { description: 'Seconds before the first try.', type: 'number', minimum: 0, default: 0 },
    timeout: { description: 'Seconds after which it fails.', type: 'number', minimum: 0, default: 300 },
    sleep: { description: 'Seconds between two tries.', type: 'number', minimum: 0.1, default: 1 },
    connect_timeout: { description: 'Seconds for one try to connect.', type: 'integer', minimum: 1, default: 5 },
    msg: { description: 'Message when the time is over.', type: 'string' },
  },
  examples: ['- name: wait for the web server\n  wait_for:\n    port: 443\n    timeout: 30\n'],
};

interface Wanted {
  readonly probe: Command | undefined;
  readonly what: string;
  readonly present: boolean;
  readonly delayMs: number;
  readonly timeoutMs: number;
  readonly sleepMs: number;
  readonly message: string | undefined;
}

export const waitFor = defineAction<Wanted>({
  kind: 'wait_for',
  schema,
  where: 'host',
  wanted: (args) => {
    const read = readArguments(args, schema);
    const seconds = (name: string, otherwise: number): number => {
      const value = args[name];
      return (typeof value === 'number' ? value : otherwise) * 1000;
    };
    const state = read.text('state') ?? 'started';
    if (state === 'drained') throw new ArgumentError('state', 'drained is not supported', 'wait for `stopped`');
    const port = read.integer('port');
    const path = read.text('path');
    const host = read.text('host') ?? '127.0.0.1';
    return {
      probe:
        port !== undefined
          ? portProbe(host, port, read.integer('connect_timeout') ?? 5)
          : path === undefined
            ? undefined
            : pathProbe(path, read.text('search_regex')),
      what: port !== undefined ? `${host}:${port}` : (path ?? 'nothing'),
      present: state === 'started' || state === 'present',
      delayMs: seconds('delay', 0),
      timeoutMs: seconds('timeout', 300),
      sleepMs: seconds('sleep', 1),
      message: read.text('msg'),
    };
  },
  perform: waitUntil,
});

async function waitUntil(wanted: Wanted, context: ActionContext): Promise<ActionResult> {
  const start = context.now();
  await context.sleep(wanted.probe === undefined ? wanted.timeoutMs : wanted.delayMs);
  for (;;) {
    const elapsed = (context.now() - start) / 1000;
    if (wanted.probe === undefined || (await answers(wanted.probe, context)) === wanted.present)
      return { changed: false, result: { elapsed } };
    if (context.now() - start + wanted.sleepMs > wanted.timeoutMs) {
      const state = wanted.present ? 'did not appear' : 'did not go away';
      const message = wanted.message ?? `${wanted.what} ${state} within ${wanted.timeoutMs / 1000} s`;
      return { changed: false, failed: { message }, result: { elapsed } };
    }
    context.say(`waiting for ${wanted.what}, ${Math.round(elapsed)} s`);
    await context.sleep(wanted.sleepMs);
  }
}

async function answers(probe: Command, context: ActionContext): Promise<boolean> {
  const result = await context.send({ script: probe, form: 'task', timeoutMs: 60_000 });
  if (result.exitCode === 127)
    throw new ArgumentError('port', 'the host has neither bash, nc nor curl to try a port with');
  return result.exitCode === 0;
}

function portProbe(host: string, port: number, timeout: number): Command {
  const limit = sh`if command -v timeout >/dev/null 2>&1; then limit="timeout ${timeout}"; else limit=; fi`;
  return sh`${limit}
if command -v bash >/dev/null 2>&1; then $limit bash -c 'exec 3<>"/dev/tcp/$1/$2"' - ${host} ${port} 2>/dev/null
elif command -v nc >/dev/null 2>&1; then nc -z -w ${timeout} ${host} ${port} 2>/dev/null
elif command -v curl >/dev/null 2>&1; then
  curl -s -o /dev/null --connect-timeout ${timeout} -m ${timeout} ${`telnet://${host}:${port}`} </dev/null
  [ $? -ne 7 ]
else exit 127; fi`;
}

function pathProbe(path: string, regex: string | undefined): Command {
  return regex === undefined ? sh`[ -e ${path} ]` : sh`grep -Eq -e ${regex} -- ${path} 2>/dev/null`;
}
