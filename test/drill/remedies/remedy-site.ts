import type { Site } from '../../support/site.ts';
import type { Remedy } from './remedy.ts';

/** Lab hosts, and what can go wrong and be mended on them. */
export interface RemedySite {
  inventory(network: string): string;
  /** From empty hosts to a site of which the audit finds none of this. */
  prepare(site: Site, network: string): Promise<void>;
  /** What the audit judges besides the inventory and the hosts: `playbooks/site.yml`. */
  readonly playbooks: readonly string[];
  remedies(network: string): readonly Remedy[];
}
