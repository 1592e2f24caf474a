import type { Become } from '../host.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';

/** How a runner is started for a user, and what may be said before it runs. */
export interface BootPlan {
  readonly command: string;
  readonly pty: boolean;
  /** What the shell prints when it waits for the runner; without one the runner may be sent at once. */
  readonly greeting?: string;
  /** What asks for the password. */
  readonly prompt?: RegExp;
}

/**
 * Works under every login shell (csh and fish too): no newline, `!` or backslash within the quotes. The runner is
 * evaluated, not fed to `sh` as a script, because some shells read scripts ahead and would swallow requests.
 *
 * @param token unguessable, but visible in the host's process list
 */
export function bootPlan(become: Become | undefined, shell: string, token: string): BootPlan {
  const listen = verbatim(`IFS= read -r l; eval "$l"`);
  if (become === undefined) return { command: sh`exec ${shell} -c ${listen.text}`.text, pty: false };
  const greeting = `rackwright-shell-${token}`;
  const greet = sh`echo ${greeting}; ${listen}`;
  const { method, user, password } = become;
  const plain = password === undefined;
  switch (method) {
    case 'sudo':
      return plain
        ? { command: sh`exec sudo -n -H -u ${user} -- ${shell} -c ${listen.text}`.text, pty: false }
        : sudoWithPassword(user, shell, greet, greeting, token);
    case 'su':
      return {
        command: sh`exec env LC_ALL=C su -s ${shell} ${user} -c ${greet.text}`.text,
        pty: false,
        greeting,
        prompt: passwordPrompt,
      };
    case 'doas':
      return plain
        ? { command: sh`exec doas -n -u ${user} ${shell} -c ${listen.text}`.text, pty: false }
        : {
            command: sh`stty raw -echo; exec env LC_ALL=C doas -u ${user} ${shell} -c ${greet.text}`.text,
            pty: true,
            greeting,
            prompt: passwordPrompt,
          };
  }
}

type BootStep = 'wait' | 'start' | 'answer' | 'refused';

/** What to do next, given all that has been printed so far and how often the password has been sent. Pure. */
export function nextBootStep(plan: BootPlan, printed: string, answers: number): BootStep {
  if (plan.greeting === undefined || printed.includes(plan.greeting)) return 'start';
  const prompts = plan.prompt === undefined ? 0 : [...printed.matchAll(plan.prompt)].length;
  if (prompts <= answers) return 'wait';
  return answers === 0 ? 'answer' : 'refused';
}

/** su and doas let nobody choose their prompt. */
const passwordPrompt = /password[^\n:]*: ?/gi;

function sudoWithPassword(user: string, shell: string, greet: Command, greeting: string, token: string): BootPlan {
  const prompt = `rackwright-password-${token}:`;
  return {
    command: sh`exec sudo -S -H -p ${prompt} -u ${user} -- ${shell} -c ${greet.text}`.text,
    pty: false,
    greeting,
    prompt: new RegExp(prompt, 'g'),
  };
}
