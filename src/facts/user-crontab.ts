import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: `crontab -l`. */
export type UserCrontab =
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  | { readonly type: 'absent' }
  /** The host has no crontab(1). */
  | { readonly type: 'no-cron' }
  | { readonly type: 'no-user' }
  /** It would not say, mostly because only root may ask. */
  | { readonly type: 'refused'; readonly message: string };

/** Keys are user names, or nothing for whom the task runs as. A space before each line keeps what stands in a crontab apart from what we say. */
export const userCrontab: FactKind<string, UserCrontab> = {
  name: 'userCrontab',
  identity: (user) => user,
  script: (users) => sh`for user in ${users}; do
if ! command -v crontab >/dev/null 2>&1; then echo no-cron
elif text=$(crontab \${user:+-u} \${user:+"$user"} -l 2>&1); then echo lines; printf '%s\\n' "$text" | sed 's/^/ /'
else echo "refused $(printf '%s' "$text" | tr '\\n' ' ')"; fi
done`,
  parse,
};

function parse(stdout: Buffer, users: readonly string[]): readonly UserCrontab[] {
  const found: UserCrontab[] = [];
  let current: string[] = [];
  for (const line of outputLines(stdout)) {
    if (line.startsWith(' ')) current.push(line.slice(1));
    else if (line === 'lines') found.push({ type: 'lines', lines: (current = []) });
    else if (line === 'no-cron') found.push({ type: 'no-cron' });
    else if (line.startsWith('refused ')) found.push(refusal(line.slice('refused '.length).trim()));
    else throw new FactError('userCrontab: an unexpected line');
  }
  if (found.length !== users.length)
    throw new FactError(`userCrontab: ${found.length} answers to ${users.length} questions`);
  return found;
}

/** cron, cronie and dcron say "no crontab for USER"; busybox cannot open the file. */
function refusal(message: string): UserCrontab {
  if (/unknown|no such user/i.test(message)) return { type: 'no-user' };
  return /no crontab for|can't open .*no such file/i.test(message) ? { type: 'absent' } : { type: 'refused', message };
}
