import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { sysctlBootName } from '../facts/sysctl-boot-name.ts';
import { sysctlPath } from '../facts/sysctl-path.ts';
import { sysctlSettings } from '../facts/sysctl-settings.ts';
import type { SysctlSetting } from '../facts/sysctl-settings.ts';
import { sysctlValue } from '../facts/sysctl-value.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { contentChange, textOf } from './content-change.ts';
import { sysctlArguments } from './sysctl/arguments.ts';
import { editSettings } from './sysctl/edit-settings.ts';
import { wantedSysctl } from './sysctl/wanted.ts';
import type { WantedSysctl } from './sysctl/wanted.ts';

interface ObservedSysctl {
  readonly content: FileContent;
  /** In the order in which they are read at boot. */
  readonly settings: readonly SysctlSetting[];
  /** Nothing when the kernel does not know it, or nobody asked. */
  readonly live: string | undefined;
}

export const sysctl = defineResource<WantedSysctl, ObservedSysctl>({
  kind: 'sysctl',
  schema: sysctlArguments,
  wanted: wantedSysctl,
  observe,
  diff,
  steps,
  facts: ({ name }, { live }) => ({ name, ...(live !== undefined && { value: live }) }),
});

async function observe({ name, file, live }: WantedSysctl, host: FactReader): Promise<ObservedSysctl> {
  const [content, settings, value] = await Promise.all([
    host.read(fileContent, file),
    host.read(sysctlSettings, name),
    live ? host.read(sysctlValue, name) : undefined,
  ]);
  return { content, settings, live: value };
}

function diff(wanted: WantedSysctl, observed: ObservedSysctl): readonly Change[] {
  const { value } = wanted;
  const before = settingsText(wanted, observed);
  const after = editSettings(wanted, before ?? '');
  const later = overriding(wanted, observed);
  return [
    ...(after === (before ?? '')
      ? []
      : [contentChange(before === undefined ? undefined : encode(before), encode(after))]),
    ...(value === undefined || later === undefined
      ? []
      : [{ attribute: 'value at boot', from: `${later.value} (${later.file}:${later.line})`, to: value }]),
    ...(value !== undefined && isLiveWrong(wanted, observed)
      ? [{ attribute: 'value', from: observed.live ?? 'unknown to the kernel', to: value }]
      : []),
  ];
}

function isLiveWrong({ live: counts, value, ignoreUnknown }: WantedSysctl, { live }: ObservedSysctl): boolean {
  return counts && live !== value && !(live === undefined && ignoreUnknown);
}

/** The setting that will win over ours at boot, if it says something else. */
function overriding({ value, file }: WantedSysctl, { settings }: ObservedSysctl): SysctlSetting | undefined {
  const last = settings.at(-1);
  return last && sysctlBootName(last.file) > sysctlBootName(file) && last.value !== value ? last : undefined;
}

function steps(wanted: WantedSysctl, observed: ObservedSysctl, changes: readonly Change[]): readonly Step[] {
  const { name, value, file } = wanted;
  const later = overriding(wanted, observed);
  if (value !== undefined && later !== undefined)
    throw new CannotConverge(
      `${later.file}:${later.line} sets ${name} to ${later.value} and is read after ${file}; change it there (sysctl_file: ${later.file})`,
    );
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  if (differs('value') && observed.live === undefined)
    throw new CannotConverge(
      `the running kernel shows no parameter ${name}; load its module first, use become if only root may read it, or add ignoreerrors: true to write only ${file}`,
    );
  const text = editSettings(wanted, settingsText(wanted, observed) ?? '');
  // The kernel first: what it refuses must not wait in a file for the next boot.
  return [
    ...(differs('value') && value !== undefined ? [setNow(name, value)] : []),
    ...(differs('content') ? [text === '' ? removal(file) : write(file, text)] : []),
  ];
}

function write(path: string, text: string): Step {
  return { type: 'write', path, content: encode(text) };
}

function removal(path: string): Step {
  return { type: 'remove', path };
}

/** Not the shell's own redirection: tee says why the kernel refused. */
function setNow(name: string, value: string): Step {
  const path = `/proc/sys/${sysctlPath(name)}`;
  return { type: 'run', title: `set ${name} to ${value}`, command: sh`echo ${value} | tee ${path} >/dev/null` };
}

function settingsText({ file }: WantedSysctl, { content }: ObservedSysctl): string | undefined {
  if (content.type === 'absent') return undefined;
  const text = content.type === 'content' ? textOf(content.bytes) : undefined;
  if (text === undefined) throw new CannotConverge(`${file} cannot be read as text (${content.type})`);
  return text;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
