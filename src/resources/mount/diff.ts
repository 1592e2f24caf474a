import type { Change } from '../../resource.ts';
import { editFstab } from '../fstab/edit-fstab.ts';
import { impliedOptions, missingOptions } from '../fstab/mount-options.ts';
import { fstabPath } from '../fstab/path.ts';
import { isBind } from './observe.ts';
import type { ObservedMount } from './observe.ts';
import type { WantedMount } from './wanted.ts';

export function mountChanges(wanted: WantedMount, observed: ObservedMount): readonly Change[] {
  return [...fstabChange(wanted, observed), ...liveChanges(wanted, observed)];
}

/** What /etc/fstab shall hold; as it is when it does not matter. */
export function wantedFstab({ path, state, entry }: WantedMount, { fstab = '' }: ObservedMount): string {
  if (state === 'unmounted') return fstab;
  return editFstab(fstab, (each) => each.path.replace(/(?<=.)\/$/, '') === path && each.type !== 'swap', entry);
}

function fstabChange(wanted: WantedMount, observed: ObservedMount): readonly Change[] {
  const [from, to] = [observed.fstab, wantedFstab(wanted, observed)];
  if (to === (from ?? '')) return [];
  return [{ attribute: fstabPath, from: from === undefined ? null : { text: from }, to: { text: to } }];
}

function liveChanges({ state, entry }: WantedMount, { mounted, sameSource }: ObservedMount): readonly Change[] {
  if (state === 'present') return [];
  if (entry === undefined)
    return mounted === undefined
      ? []
      : [{ attribute: 'state', from: `mounted from ${mounted.source}`, to: 'unmounted' }];
  if (mounted === undefined) return [{ attribute: 'state', from: 'unmounted', to: 'mounted' }];
  if (!sameSource) return [{ attribute: 'src', from: mounted.source, to: entry.source }];
  if (!isBind(entry) && !sameType(entry.type, mounted.type))
    return [{ attribute: 'fstype', from: mounted.type, to: entry.type }];
  const missing = missingOptions(entry.options, impliedOptions(entry.type, entry.options), mounted.options);
  return missing.length === 0 ? [] : [{ attribute: 'opts', from: mounted.options[0], to: `with ${missing.join(',')}` }];
}

/** `nfs` may become `nfs4`, and with `auto` or through FUSE the kernel has its own word. */
function sameType(wanted: string, found: string): boolean {
  if (wanted === 'auto' || wanted.includes('fuse') || found.startsWith('fuse')) return true;
  return wanted.replace(/^nfs4$/, 'nfs') === found.replace(/^nfs4$/, 'nfs');
}
