/** How much it will hurt. */
export const severities = ['HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;

export type Severity = (typeof severities)[number];

/** Something in a design that will hurt. */
export interface Finding {
  /** Of its rule: `T1`. */
  readonly id: string;
  /** What it is about, so that a waiver can name it: `service app`, `host web1`. */
  readonly about: string;
  readonly severity: Severity;
  /** One line. */
  readonly title: string;
  readonly evidence: readonly Evidence[];
  /** Why it matters here, in two sentences. */
  readonly reasoning: string;
  /** What to change: variables of the topology or a playbook. */
  readonly remedy: string;
}

export interface Evidence {
  readonly text: string;
  /** `inventory/group_vars/all.yml:5:7` */
  readonly at?: string | undefined;
}
