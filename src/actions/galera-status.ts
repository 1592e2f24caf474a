import type { ArgumentsSchema } from '../arguments.ts';
import { defineReading } from '../definition.ts';
import { galeraNode } from '../facts/galera-node.ts';

const schema: ArgumentsSchema = {
  summary: 'Looks at which part the host plays in a Galera cluster, for `register`; changes nothing.',
  details: `It needs root there. The result has \`size\` (members that it sees, arbitrators included), \`comment\` (\`Synced\`, in the server's words), \`uuid\` (the cluster that it belongs or belonged to), \`position\` (the
number of its last write set, as text; empty when only a recovery could tell), \`safe\` (it was the last that was shut down in good order), \`databases\` (besides the server's own, on the disk), \`outdated\` (its
configuration was changed after it started), \`arbitrates\` (garbd runs here), and \`part\`:

- \`member\`: of the primary component, and it has caught up
- \`joining\`: of the primary component, and it has not, or it gives its data to another
- \`stranded\`: without quorum; it refuses reads and writes
- \`starting\`: its process lives and accepts nobody yet
- \`silent\`: its process lives and does not answer: nothing can be said of it
- \`alone\`: it answers, and belongs to no cluster
- \`down\`: no process lives
- \`absent\`: there is no server`,
  properties: {},
  examples: [
    `- name: it has caught up
  galera_status: {}
  register: db
  until: db.part == 'member'
  retries: 60
  delay: 5`,
  ],
};

export const galeraStatus = defineReading({
  kind: 'galera_status',
  schema,
  wanted: () => null,
  read: async (_, host) => {
    const { part, uuid, position, safe, size, comment, databases, outdated, arbitrates } = await host.read(
      galeraNode,
      null,
    );
    return { part, uuid, position: String(position ?? ''), safe, size, comment, databases, outdated, arbitrates };
  },
});
