import type { Become } from '../host.ts';
import { nextBootStep } from './become.ts';
import type { BootPlan } from './become.ts';
import { bootFailure, bootTimeout, passwordMissing, tooMuchNoise, wrongPassword } from './boot-failure.ts';
import type { Channel, OpenChannel } from './channel.ts';

/** Characters. More noise than this in front of a shell is not a banner any more. */
export const noiseLimit = 256 * 1024;

/**
 * Opens a channel on which a shell listens for the runner, answering the password prompt on the way. The password is
 * sent only after the prompt was seen: a shell that needed none would take it for a command.
 *
 * @throws HostError `become-failed`, `no-shell`, or what `open` throws
 */
export async function startShell(
  open: OpenChannel,
  plan: BootPlan,
  become: Become | undefined,
  timeoutMs: number,
): Promise<Channel> {
  const channel = await open(plan.command, { pty: plan.pty });
  if (become !== undefined && plan.greeting !== undefined) {
    try {
      await converse(channel, plan, become, timeoutMs);
    } catch (error) {
      channel.close();
      throw error;
    }
  }
  return channel;
}

async function converse(channel: Channel, plan: BootPlan, become: Become, timeoutMs: number): Promise<void> {
  const { stdin, stdout, stderr, closed } = channel;
  let printed = '';
  let answers = 0;
  let onData: (chunk: Buffer) => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const started = new Promise<void>((resolve, reject) => {
    onData = (chunk) => {
      printed += chunk.toString('latin1');
      const step = printed.length > noiseLimit ? 'noise' : nextBootStep(plan, printed, answers);
      if (step === 'noise') reject(tooMuchNoise(become));
      if (step === 'start') resolve();
      if (step === 'refused') reject(wrongPassword(become));
      if (step !== 'answer') return;
      answers += 1;
      if (become.password === undefined) reject(passwordMissing(become));
      else stdin.write(`${become.password.reveal()}\n`);
    };
    timer = setTimeout(() => reject(bootTimeout(become, printed, timeoutMs)), timeoutMs);
    void closed.then(({ exitCode }) => reject(bootFailure(become, printed, exitCode)));
  });
  for (const stream of [stdout, stderr]) stream.on('data', onData);
  await started.finally(() => {
    clearTimeout(timer);
    for (const stream of [stdout, stderr]) stream.off('data', onData);
  });
}
