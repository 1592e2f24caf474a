import type { Site } from '../../support/site.ts';
import type { Sign } from './remedy.ts';

/** What a host itself can tell. @param script that prints `yes` there when it is so */
export function saysYes(host: string, what: string, script: string | ((site: Site) => string)): Sign {
  return {
    what,
    seen: async (site) => {
      const text = typeof script === 'string' ? script : script(site);
      return (await site.asRoot(host, text)).trim() === 'yes';
    },
  };
}
