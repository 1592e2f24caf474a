import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { matchPart } from './match-part.ts';
import type { Inventory } from './model.ts';
import { splitPattern } from './pattern-parts.ts';
import type { PatternPart } from './pattern-parts.ts';

export interface Selection {
  /** In the order in which the pattern names them, and inventory order within each of its parts, as in Ansible. */
  readonly hosts: readonly string[];
  /**
   * An unknown name is an error, but a warning after `!`, where it changes nothing. That nothing matches is a warning:
   * an empty group is in order.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/** The hosts that a pattern means: `web:&staging:!web3`, `db*`, `~web\d+`, `web[0]`, `web[1:3]`, `all`. */
export function selectHosts(inventory: Inventory, pattern: string, span?: Span): Selection {
  const diagnostics: Diagnostic[] = [];
  const matches: { readonly role: PatternPart['role']; readonly hosts: readonly string[] }[] = [];
  const parts = splitPattern(pattern);
  // An empty pattern (from an empty --limit file) must not mean all hosts.
  for (const part of parts.length > 0 ? parts : [{ problem: 'the host pattern is empty' }]) {
    if ('problem' in part) {
      diagnostics.push(problem('pattern-syntax', part.problem, span));
      matches.push({ role: 'add', hosts: [] });
    } else {
      const match = matchPart(inventory, part, span);
      diagnostics.push(...match.problems);
      matches.push({ role: part.role, hosts: match.hosts });
    }
  }
  const of = (role: PatternPart['role']) =>
    matches.filter((match) => match.role === role).map((match) => new Set(match.hosts));
  const added = of('add');
  let hosts = [...new Set(added.length > 0 ? added.flatMap((each) => [...each]) : inventory.groups.get('all')?.hosts)];
  for (const others of of('intersect')) hosts = hosts.filter((host) => others.has(host));
  for (const others of of('exclude')) hosts = hosts.filter((host) => !others.has(host));
  if (hosts.length === 0 && diagnostics.length === 0) {
    const nothing = problem('unknown-host', `the pattern "${pattern}" matches no host`, span);
    diagnostics.push({ ...nothing, severity: 'warning' });
  }
  return { hosts, diagnostics };
}
