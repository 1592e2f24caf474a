import type { IpFamily } from '../ip-address.ts';
import type { RulesFile } from './rules-file.ts';
import { chainPrefix } from './user-rules.ts';

/**
 * The part of a rules file that limited rules lead to. ufw itself writes it when it next writes the file anew; a file of a fresh installation lacks it, and then
 * limited ports are closed.
 */
export function withRateLimiting(file: RulesFile, family: IpFamily): RulesFile {
  if (hasRateLimiting(file, family)) return file;
  const prefix = chainPrefix[family];
  const chains = ['limit', 'limit-accept'].map((name) => `:${prefix}-user-${name} - [0:0]`);
  const start = file.head.length - 1;
  const end = file.tail.indexOf('COMMIT');
  const commit = end === -1 ? file.tail.length : end;
  const missing = chains.filter((chain) => !file.head.includes(chain));
  return {
    ...file,
    head: [...file.head.slice(0, start), ...missing, ...file.head.slice(start)],
    tail: [
      ...file.tail.slice(0, commit),
      '### RATE LIMITING ###',
      `-A ${prefix}-user-limit -m limit --limit 3/minute -j LOG --log-prefix "[UFW LIMIT BLOCK] "`,
      `-A ${prefix}-user-limit -j REJECT`,
      `-A ${prefix}-user-limit-accept -j ACCEPT`,
      '### END RATE LIMITING ###',
      ...file.tail.slice(commit),
    ],
  };
}

export function hasRateLimiting({ tail }: RulesFile, family: IpFamily): boolean {
  return tail.includes(`-A ${chainPrefix[family]}-user-limit-accept -j ACCEPT`);
}
