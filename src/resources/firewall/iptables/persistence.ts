import { bootFiles } from '../boot/boot-files.ts';
import { persistedPaths } from '../boot/paths.ts';
import { ipFamilies } from '../ip-address.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { ownedChains } from './owned-chains.ts';
import { chainLines } from './restore-text.ts';

/** What the next boot loads: path → content. */
export function persistedFiles(policy: Policy): ReadonlyMap<string, string> {
  const rules = (family: IpFamily): string =>
    ['*filter', ...ownedChains(policy, family).flatMap(chainLines), 'COMMIT', ''].join('\n');
  return new Map([...ipFamilies.map((family) => [persistedPaths[family], rules(family)] as const), ...bootFiles]);
}
