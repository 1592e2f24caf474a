import type { ActionContext, ActionResult } from '../action.ts';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { HostError } from '../diagnostics/errors.ts';
import { sh, verbatim } from '../shell.ts';
import { askGuards } from './guard.ts';
import { readArguments } from '../resources/read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Reboots the host and waits until it is back.',
  details:
    'It is back when a new connection can be made and the kernel says that it booted another time (`boot_id`; in a container, the start of process 1).',
  guards: ['onlyif', 'always'],
  properties: {
    reboot_timeout: { description: 'Seconds within which it must be back.', type: 'integer', minimum: 1, default: 600 },
    pre_reboot_delay: { description: 'Seconds to wait before.', type: 'integer', minimum: 0, default: 0 },
    post_reboot_delay: { description: 'Seconds to wait after it is back.', type: 'integer', minimum: 0, default: 0 },
    test_command: {
      description: 'Shell command that must succeed before it counts as back.',
      type: 'string',
      default: 'true',
    },
    msg: { description: 'Message for users who are logged in.', type: 'string', default: 'Reboot by Rackwright' },
    onlyif: { description: 'Shell command that only reads: needed only when it ends with 0.', type: 'string' },
    always: { description: '`true`: reboot every time.', type: 'boolean' },
  },
  examples: ['- name: reboot when the kernel was updated\n  reboot:\n    onlyif: test -e /run/reboot-required\n'],
};

interface Wanted {
  readonly onlyif: string | undefined;
  readonly timeoutMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly test: string;
  readonly message: string;
}

export const reboot = defineAction<Wanted>({
  kind: 'reboot',
  schema,
  where: 'host',
  wanted: (args) => {
    const read = readArguments(args, schema);
    return {
      onlyif: read.text('onlyif'),
      timeoutMs: (read.integer('reboot_timeout') ?? 600) * 1000,
      beforeMs: (read.integer('pre_reboot_delay') ?? 0) * 1000,
      afterMs: (read.integer('post_reboot_delay') ?? 0) * 1000,
      test: read.text('test_command') ?? 'true',
      message: read.text('msg') ?? 'Reboot by Rackwright',
    };
  },
  guard: ({ onlyif }, host) =>
    askGuards({ creates: undefined, removes: undefined, unless: undefined, onlyif, directory: undefined }, host),
  perform: rebootAndWait,
});

async function rebootAndWait(wanted: Wanted, context: ActionContext): Promise<ActionResult> {
  const start = context.now();
  const left = (): number => Math.max(1000, wanted.timeoutMs - (context.now() - start));
  const before = await bootIdentity(context);
  await context.sleep(wanted.beforeMs);
  await sendReboot(wanted.message, context);
  for (;;) {
    context.say(`waiting for the host, ${Math.round((context.now() - start) / 1000)} s`);
    await context.sleep(1000);
    await context.reconnect(left());
    // The first connection may still reach the system that is going down.
    const now = await bootIdentity(context).catch(stillGoingDown);
    if (now !== undefined && now !== before) break;
    if (context.now() - start > wanted.timeoutMs)
      return {
        changed: true,
        failed: { message: `the host did not reboot within ${wanted.timeoutMs / 1000} s` },
        result: {},
      };
  }
  await context.sleep(wanted.afterMs);
  const test = await context.send({
    script: verbatim(wanted.test),
    form: 'task',
    confidential: true,
    timeoutMs: left(),
  });
  const elapsed = Math.round((context.now() - start) / 1000);
  if (test.exitCode === 0) return { changed: true, result: { rebooted: true, elapsed } };
  return {
    changed: true,
    failed: { message: `it is back, but \`${wanted.test}\` ended with ${test.exitCode}` },
    result: { rebooted: true, elapsed },
  };
}

/** In a container the kernel stays; there, another process 1 is another boot. */
async function bootIdentity(context: ActionContext): Promise<string> {
  const script = sh`cat /proc/sys/kernel/random/boot_id && sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20`;
  const result = await context.send({ script });
  if (result.exitCode !== 0) throw new HostError('action-failed', 'the host does not tell when it booted (no /proc)');
  return Buffer.from(result.stdout).toString('latin1');
}

async function sendReboot(message: string, context: ActionContext): Promise<void> {
  const script = sh`
if [ -d /run/systemd/system ]; then echo ${message} | wall 2>/dev/null; systemctl reboot; else shutdown -r now ${message} || reboot; fi`;
  try {
    const result = await context.send({ script, form: 'task', timeoutMs: 30_000, onDisconnect: 'finish' });
    if (result.exitCode !== 0) {
      const why = Buffer.from(result.stderr).toString('utf8').trim();
      throw new HostError('action-failed', `the host refuses to reboot: ${why}`);
    }
  } catch (error) {
    // The line may be cut before the answer comes; that is the aim.
    if (!(error instanceof HostError) || !(error.unreachable || error.code === 'timeout')) throw error;
  }
}

function stillGoingDown(error: unknown): undefined {
  if (error instanceof HostError && (error.unreachable || error.code === 'timeout')) return undefined;
  throw error;
}
