import type { Finding } from './finding.ts';
import type { Site } from './site.ts';

/** CONTRACT of a rule of the audit. Pure: it judges a model, and what it cannot see it does not claim. */
export interface Rule {
  /** `T1`: stable, because waivers name it. */
  readonly id: string;
  readonly title: string;
  /** For its page: what it looks at, why that hurts, and what may be said against it. */
  readonly explanation: string;
  judge(site: Site): readonly Omit<Finding, 'id'>[];
}
