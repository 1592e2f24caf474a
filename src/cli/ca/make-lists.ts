import type { Authority } from '../../pki/authority.ts';
import { issuedRecords } from '../../pki/record.ts';
import { stillRevoked } from '../../pki/revocation-list.ts';
import { openRoot } from '../../pki/open-root.ts';
import { usualListDays, writeRevocationLists } from '../../pki/revocation-lists.ts';
import { hasRootList, writeRootList } from '../../pki/root-list.ts';
import { shownPath } from '../load-playbook.ts';
import type { Tools } from '../tools.ts';
import type { CaArguments } from './arguments.ts';
import { withRootSeal } from './root-seal.ts';

/**
 * Makes new revocation lists, and says where they are. A root that has made none yet (before lists were distributed, none was needed) is opened
 * for that.
 */
export async function makeLists(tools: Tools, args: CaArguments, { directory, above }: Authority, now: Date) {
  if (above.length > 0 && !(await hasRootList(directory)))
    await withRootSeal(tools, args, async (seal) => {
      await writeRootList(directory, await openRoot(directory, seal, now), now);
    });
  const { file } = await writeRevocationLists(directory, usualListDays, now);
  const { length } = stillRevoked(await issuedRecords(directory), now);
  tools.terminal.out(`  ${shownPath(tools.cwd, file)}: ${length} revoked; runs bring it to hosts\n`);
}
