import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { addChild } from './draft.ts';
import type { Draft } from './draft.ts';

/**
 * Completes the relations once everything is read: groups without a parent belong to `all`, hosts without a group to
 * `ungrouped`. Circles among groups are reported and cut, so that whoever walks the groups comes to an end.
 */
export function settleRelations(draft: Draft): void {
  adoptGroups(draft);
  adoptHosts(draft);
  cutCircles(draft);
  draft.diagnostics.push(...sharedNames(draft));
}

function adoptGroups(draft: Draft): void {
  const all = draft.groups.get('all');
  const withParent = new Set([...draft.groups.values()].flatMap((group) => [...group.children.keys()]));
  for (const group of draft.groups.values()) {
    if (all !== undefined && group !== all && !withParent.has(group.name)) addChild(all, group, group.span);
  }
}

function adoptHosts(draft: Draft): void {
  const grouped = new Set<string>();
  for (const group of draft.groups.values()) {
    if (group.name !== 'all' && group.name !== 'ungrouped') for (const host of group.hosts) grouped.add(host);
  }
  const ungrouped = draft.groups.get('ungrouped')?.hosts;
  for (const host of draft.hosts.keys()) {
    if (grouped.has(host)) ungrouped?.delete(host);
    else ungrouped?.add(host);
  }
}

function cutCircles(draft: Draft): void {
  const done = new Set<string>();
  for (const start of draft.groups.keys()) visit(start, []);

  function visit(name: string, path: readonly string[]): void {
    if (done.has(name)) return;
    const group = draft.groups.get(name);
    const way = [...path, name];
    for (const [child, span] of group?.children ?? []) {
      if (!way.includes(child)) visit(child, way);
      else {
        group?.children.delete(child);
        draft.diagnostics.push(describeCircle(draft, [...way.slice(way.indexOf(child)), child], span));
      }
    }
    done.add(name);
  }
}

function describeCircle(draft: Draft, circle: readonly string[], span: Span | undefined): Diagnostic {
  const related = circle.slice(1, -1).flatMap((child, index) => {
    const parent = circle[index] ?? '';
    const place = draft.groups.get(parent)?.children.get(child);
    return place === undefined ? [] : [{ message: `"${child}" is a child of "${parent}"`, span: place }];
  });
  return problem('group-cycle', `groups are each other’s children: ${circle.join(' → ')}`, span, { related });
}

/** In a pattern such a name means the group, which may surprise. */
function sharedNames(draft: Draft): readonly Diagnostic[] {
  return [...draft.hosts.values()].flatMap((host) => {
    const group = draft.groups.get(host.name);
    if (group === undefined) return [];
    const related = group.span === undefined ? [] : [{ message: 'the group', span: group.span }];
    const message = `"${host.name}" is a host and a group; patterns mean the group`;
    return [{ ...problem('inventory-syntax', message, host.span, { related }), severity: 'warning' as const }];
  });
}
