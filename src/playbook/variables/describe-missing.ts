import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Finding } from './judge-places.ts';

/** One diagnostic for each name and place, saying which hosts it is about: `… for db1, db2 and 3 more`. */
export function describeMissing(findings: readonly Finding[]): readonly Diagnostic[] {
  const groups = new Map<string, { readonly diagnostic: Diagnostic; readonly hosts: Set<string> }>();
  for (const { diagnostic, host } of findings) {
    const { span, message } = diagnostic;
    const key = `${span === undefined ? '' : `${span.source.name} ${span.start}`} ${message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { diagnostic, hosts: new Set([host]) });
    else group.hosts.add(host);
  }
  return [...groups.values()].map(({ diagnostic, hosts }) => ({
    ...diagnostic,
    message: `${diagnostic.message} for ${listed([...hosts])}`,
  }));
}

function listed(hosts: readonly string[]): string {
  if (hosts.length <= 3) return hosts.join(', ');
  return `${hosts.slice(0, 2).join(', ')} and ${hosts.length - 2} more`;
}
