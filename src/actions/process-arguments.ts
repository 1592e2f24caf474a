import type { ArgumentSchema } from '../arguments.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { ArgumentReader } from '../resources/read-arguments.ts';

/** What `command`, `shell` and `script` share: where the program starts and what it reads. */
export interface ProcessWishes {
  readonly directory: string | undefined;
  readonly stdin?: Uint8Array;
  readonly timeoutMs?: number;
  readonly onDisconnect?: 'finish';
}

export const processArguments: Readonly<
  Record<'chdir' | 'stdin' | 'stdin_add_newline' | 'timeout' | 'on_disconnect', ArgumentSchema>
> = {
  chdir: { description: 'Directory to start in, also for what is asked before.', type: 'string' },
  stdin: {
    description: 'Text for standard input; the way to hand over a secret, which must never stand in arguments.',
    type: 'string',
  },
  stdin_add_newline: { description: 'End that text with a line break.', type: 'boolean', default: true },
  timeout: { description: 'Seconds after which it is killed with all its children.', type: 'number', minimum: 1 },
  on_disconnect: {
    description:
      'What the host does with it when the line is cut under it: `kill` it with all its children, or let it `finish`. The next run tells what came of it.',
    type: 'string',
    enum: ['kill', 'finish'],
    default: 'kill',
  },
};

export function readProcess(args: ArgumentReader): ProcessWishes {
  const stdin = args.text('stdin');
  const timeout = args.integer('timeout');
  const newline = args.flag('stdin_add_newline') ?? true;
  return {
    directory: args.text('chdir'),
    ...(stdin !== undefined && { stdin: Buffer.from(newline ? `${stdin}\n` : stdin) }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(args.text('on_disconnect') === 'finish' && { onDisconnect: 'finish' as const }),
  };
}

export function inDirectory(directory: string | undefined, command: Command): Command {
  return directory === undefined
    ? command
    : sh`cd -- ${directory} || exit 1
${command}`;
}
