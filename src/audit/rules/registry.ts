import type { Rule } from '../rule.ts';
import { addressOwners } from './address-owners.ts';
import { backendNobodyServes } from './backend-nobody-serves.ts';
import { callerShutOut } from './caller-shut-out.ts';
import { certificateEnds } from './certificate-ends.ts';
import { certificatesEndTogether } from './certificates-end-together.ts';
import { databaseState } from './database-state.ts';
import { everythingOnEach } from './everything-on-each.ts';
import { exposedInside } from './exposed-inside.ts';
import { grantsAndCallers } from './grants-and-callers.ts';
import { noBackupElsewhere } from './no-backup-elsewhere.ts';
import { nobodyListens } from './nobody-listens.ts';
import { oneAddressTwice } from './one-address-twice.ts';
import { plainBehindTls } from './plain-behind-tls.ts';
import { plainData } from './plain-data.ts';
import { plainEntrance } from './plain-entrance.ts';
import { readableKey } from './readable-key.ts';
import { revocationListEnds } from './revocation-list-ends.ts';
import { sameServerId } from './same-server-id.ts';
import { scrapeTargetClosed } from './scrape-target-closed.ts';
import { shallowHealthCheck } from './shallow-health-check.ts';
import { sharedFate } from './shared-fate.ts';
import { sharedProviders } from './shared-providers.ts';
import { singleEntry } from './single-entry.ts';
import { singleWriter } from './single-writer.ts';
import { stateOnWeb } from './state-on-web.ts';
import { timeoutsNotNested } from './timeouts-not-nested.ts';
import { tooLittleSpare } from './too-little-spare.ts';
import { tooManyConnections } from './too-many-connections.ts';
import { twoFirewallManagers } from './two-firewall-managers.ts';
import { unknownSocket } from './unknown-socket.ts';
import { unpatched } from './unpatched.ts';
import { unreachableHost } from './unreachable-host.ts';
import { untriedFailover } from './untried-failover.ts';
import { unverified } from './unverified.ts';
import { unwatched } from './unwatched.ts';
import { votes } from './votes.ts';
import { watcherAmongWatched } from './watcher-among-watched.ts';
import { wrongCertificate } from './wrong-certificate.ts';

export const rules: readonly Rule[] = [
  plainBehindTls,
  unverified,
  plainData,
  plainEntrance,
  singleWriter,
  untriedFailover,
  noBackupElsewhere,
  votes,
  everythingOnEach,
  singleEntry,
  addressOwners,
  watcherAmongWatched,
  shallowHealthCheck,
  timeoutsNotNested,
  tooManyConnections,
  tooLittleSpare,
  sharedFate,
  certificatesEndTogether,
  sharedProviders,
  stateOnWeb,
  oneAddressTwice,
  backendNobodyServes,
  callerShutOut,
  wrongCertificate,
  sameServerId,
  scrapeTargetClosed,
  nobodyListens,
  grantsAndCallers,
  databaseState,
  exposedInside,
  unreachableHost,
  unknownSocket,
  twoFirewallManagers,
  unwatched,
  unpatched,
  certificateEnds,
  revocationListEnds,
  readableKey,
];
