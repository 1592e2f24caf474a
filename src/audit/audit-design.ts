import type { Finding } from './finding.ts';
import { severities } from './finding.ts';
import { rules } from './rules/registry.ts';
import type { Site } from './site.ts';
import type { Waiver } from './waivers.ts';

export interface JudgedFinding extends Finding {
  /** Somebody bears it, for now. */
  readonly waiver: Waiver | undefined;
  /** Somebody bore it until then. */
  readonly expired: Waiver | undefined;
}

/** All that the rules find, worst first. @param today `2026-11-27` */
export function auditDesign(site: Site, waivers: readonly Waiver[], today: string): readonly JudgedFinding[] {
  const found = rules.flatMap((rule) => rule.judge(site).map((finding) => ({ id: rule.id, ...finding })));
  return found
    .map((finding): JudgedFinding => {
      const own = waivers.filter(
        ({ id, about }) => id === finding.id && (about === undefined || about === finding.about),
      );
      const waiver = own.find(({ until }) => until >= today);
      return { ...finding, waiver, expired: waiver === undefined ? own[0] : undefined };
    })
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
