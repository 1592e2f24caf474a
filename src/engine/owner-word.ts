/** chown's word: `owner:group`, either of which may be missing; nothing when both are. */
export function ownerWord({ owner, group }: { readonly owner?: string; readonly group?: string }): string | undefined {
  if (owner === undefined && group === undefined) return undefined;
  return `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
}
