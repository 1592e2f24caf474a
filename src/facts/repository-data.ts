import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { AptLists } from './apt-lists.ts';
import { outputLines } from './output-lines.ts';

export type OtherManager = 'dnf' | 'zypper' | 'apk';

interface Places {
  /** What it has fetched. */
  readonly cache: string;
  /** Glob of a file's name without which nothing was fetched. */
  readonly index: string;
  /** What names its repositories. */
  readonly sources: string;
}

export const repositoryPlaces: Readonly<Record<OtherManager, Places>> = {
  dnf: { cache: '/var/cache/dnf', index: 'repomd.xml', sources: '/etc/yum.repos.d' },
  zypper: { cache: '/var/cache/zypp/raw', index: 'repomd.xml', sources: '/etc/zypp/repos.d' },
  apk: { cache: '/var/cache/apk', index: 'APKINDEX*', sources: '/etc/apk/repositories' },
};

/** Shell text: whether it has fetched anything. Without anything fetched, dnf would begin to write even when it is told not to fetch. */
export function hasFetched(manager: OtherManager): Command {
  const { cache, index } = repositoryPlaces[manager];
  return sh`[ -n "$(find ${cache} -name ${index} 2>/dev/null | head -n 1)" ]`;
}

/** How good the fetched data of repositories is, as {@link aptLists} tells it for apt. Our own fetching touches the directory. */
export const repositoryData: FactKind<OtherManager, AptLists> = {
  name: 'repositoryData',
  identity: (manager) => manager,
  script: (managers) =>
    managers
      .map((manager) => {
        const { cache, sources } = repositoryPlaces[manager];
        return sh`if ! ${hasFetched(manager)}; then echo none; else
printf '%s %s %s\\n' "$(stat -c %Y ${cache})" "$(date +%s)" "$(find ${sources} -newer ${cache} 2>/dev/null | wc -l)"
fi`;
      })
      .reduce((all, next) => sh`${all}\n${next}`),
  parse: (stdout, managers) => {
    const lines = outputLines(stdout);
    if (lines.length !== managers.length) throw new FactError('repositoryData: an unexpected number of answers');
    return lines.map((line) => {
      if (line === 'none') return { sourcesChanged: false };
      const [, fetched, now, newer] = /^(\d{1,12}) (\d{1,12}) +(\d{1,9})$/.exec(line) ?? [];
      if (fetched === undefined) throw new FactError('repositoryData: the times are no numbers');
      return { ageSeconds: Math.max(0, Number(now) - Number(fetched)), sourcesChanged: newer !== '0' };
    });
  },
};
