import type { Command } from '../../shell.ts';
import type { HostEvidence } from './host-evidence.ts';

/** CONTRACT of a kind of evidence: what is asked of a host, and what its answer means. Nothing of that is believed to have any form. */
export interface EvidencePart {
  /** One word. */
  readonly name: string;
  /** Reads as root, and writes nothing. */
  readonly script: Command;
  read(said: string): Partial<HostEvidence>;
}
