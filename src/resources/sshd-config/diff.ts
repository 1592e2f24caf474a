import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import { contentChange } from '../content-change.ts';
import type { ConfigFiles, ObservedSshdConfig } from './observed.ts';
import { editOptions } from './edit-options.ts';
import { refuseLockOut } from './refuse-lock-out.ts';
import { valuesAfterEdit } from './values-after-edit.ts';
import { mainConfig } from './wanted.ts';
import type { WantedSshdConfig } from './wanted.ts';

/** @throws CannotConverge for what sshd refuses, and for what would lock out this session */
export function sshdChanges(wanted: WantedSshdConfig, observed: ObservedSshdConfig): readonly Change[] {
  const changes = configChanges(wanted, observed);
  const { here, visitor } = observed;
  if (changes.length > 0 && here?.type === 'settings' && visitor !== undefined)
    refuseLockOut(valuesAfterEdit(here.values, wanted, observed.text ?? ''), visitor);
  return changes;
}

/** The same, whoever is logged in. */
export function configChanges(wanted: WantedSshdConfig, observed: ConfigFiles): readonly Change[] {
  refuseLink(wanted, observed);
  const { text } = observed;
  const after = editOptions(wanted, text ?? '');
  return [
    ...(after === (text ?? '') ? [] : [contentChange(text === undefined ? undefined : encode(text), encode(after))]),
    ...effectChanges(wanted, observed),
  ];
}

function refuseLink({ path }: WantedSshdConfig, { state }: ConfigFiles): void {
  if (state.type === 'link' && path !== mainConfig)
    throw new CannotConverge(
      `${path} is a symbolic link, and is not edited; name the file behind it, or remove it first`,
    );
}

/** What sshd would do otherwise, in its own spelling: with the wanted options put first it would be the same, if they had effect. */
function effectChanges({ keywords, present }: WantedSshdConfig, { now, wanted }: ConfigFiles): readonly Change[] {
  if (!present) return [];
  if (wanted.type === 'refused') throw new CannotConverge(`sshd refuses the options: ${wanted.message}`);
  if (now.type === 'refused')
    throw new CannotConverge(`sshd would not start with its files as they are: ${now.message}`);
  // The package may come by an earlier task; then steps say that it is missing.
  if (now.type === 'missing' || wanted.type === 'missing')
    return [{ attribute: 'sshd', from: 'absent', to: 'present' }];
  return keywords.flatMap((keyword) => {
    const [from, to] = [now, wanted].map(({ values }) => shown(values.get(keyword.toLowerCase())));
    return from === to ? [] : [{ attribute: keyword, from: from ?? null, to: to ?? null }];
  });
}

/** Values that add up stand in any order, and twice when they are given twice. */
function shown(values: readonly string[] | undefined): string | undefined {
  return values && [...new Set(values)].sort().join(', ');
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
