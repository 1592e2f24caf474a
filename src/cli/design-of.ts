import { auditDesign } from '../audit/audit-design.ts';
import { killOne } from '../audit/kill-one/kill-one.ts';
import { readSite } from '../audit/read-site.ts';
import type { Site } from '../audit/site.ts';
import { readWaivers } from '../audit/waivers.ts';
import { loadedTopology } from '../inventory/topology-problems.ts';
import type { DesignFinding, DesignVerdict } from '../reporter.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { Tools } from './tools.ts';

/**
 * What the audit says of an inventory, for a page about a run; nothing where it has no topology.
 * @param look at the hosts, where somebody wants that
 */
export async function designOf(
  { secrets }: Tools,
  { inventory, extra }: LoadedInventory,
  look: (() => Promise<Site['evidence']>) | undefined,
): Promise<{ readonly design?: DesignVerdict }> {
  const topology = loadedTopology(inventory, extra);
  if (topology === undefined) return {};
  const { drawTopology } = await import('../audit/picture/draw-topology.ts');
  const evidence = await look?.();
  const site = readSite(inventory, topology, extra, evidence ?? new Map());
  const today = new Date().toISOString().slice(0, 10);
  const findings = auditDesign(site, readWaivers(inventory, extra), today).map(
    ({ id, severity, title, evidence, reasoning, remedy, waiver }): DesignFinding => ({
      ...{ id, severity, title, evidence, reasoning, remedy },
      ...(waiver && { waived: `until ${waiver.until}: ${waiver.reason}` }),
    }),
  );
  const picture = drawTopology(site, killOne(site));
  return {
    design: {
      picture: secrets.text(picture),
      findings: secrets.data(findings) as readonly DesignFinding[],
      ...(evidence && { seen: [...evidence.keys()] }),
    },
  };
}
