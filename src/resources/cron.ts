import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { userCrontab } from '../facts/user-crontab.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { contentChange, textOf } from './content-change.ts';
import { cronArguments } from './cron/arguments.ts';
import { editCrontab } from './cron/edit-crontab.ts';
import { wantedCron } from './cron/wanted.ts';
import type { CronPlace, WantedCron } from './cron/wanted.ts';

interface ObservedCron {
  /** Nothing when there is no crontab or file. */
  readonly lines: readonly string[] | undefined;
  /** Why it cannot be written now; an earlier task may still help. */
  readonly obstacle: string | undefined;
}

export const cron = defineResource<WantedCron, ObservedCron>({
  kind: 'cron',
  schema: cronArguments,
  wanted: wantedCron,
  observe: ({ place }, host) =>
    place.type === 'crontab' ? observeCrontab(place.user, host) : observeFile(place.path, host),
  diff,
  steps,
});

async function observeCrontab(user: string, host: FactReader): Promise<ObservedCron> {
  const found = await host.read(userCrontab, user);
  switch (found.type) {
    case 'lines':
      return { lines: found.lines, obstacle: undefined };
    case 'absent':
      return { lines: undefined, obstacle: undefined };
    case 'no-cron':
      return { lines: undefined, obstacle: 'the host has no crontab(1); install the package "cron" first' };
    case 'no-user':
      return { lines: undefined, obstacle: `the host has no user ${user}; make it with "user" first` };
    case 'refused':
      throw new CannotConverge(`the crontab cannot be read: ${found.message}`);
  }
}

async function observeFile(path: string, host: FactReader): Promise<ObservedCron> {
  const content = await host.read(fileContent, path);
  if (content.type === 'absent') return { lines: undefined, obstacle: undefined };
  const text = content.type === 'content' ? textOf(content.bytes) : undefined;
  if (text === undefined) throw new CannotConverge(`${path} cannot be read as text (${content.type})`);
  return { lines: text === '' ? [] : text.replace(/\n$/, '').split('\n'), obstacle: undefined };
}

function diff(wanted: WantedCron, { lines }: ObservedCron): readonly Change[] {
  const before = lines ?? [];
  const after = editCrontab(wanted, before);
  return after === before ? [] : [contentChange(lines && encode(lines), encode(after))];
}

/** @throws CannotConverge when there is no cron, or no such user */
function steps(wanted: WantedCron, { lines, obstacle }: ObservedCron): readonly Step[] {
  if (obstacle !== undefined) throw new CannotConverge(obstacle);
  return [writeLines(wanted.place, editCrontab(wanted, lines ?? []), wanted.entry.name)];
}

function writeLines(place: CronPlace, lines: readonly string[], name: string): Step {
  const content = encode(lines);
  if (place.type === 'file') {
    if (lines.length === 0) return { type: 'remove', path: place.path };
    // cron ignores files that others could write.
    return { type: 'write', path: place.path, content, mode: '0644', owner: 'root', group: 'root' };
  }
  const whose = place.user === '' ? [] : ['-u', place.user];
  if (lines.length === 0) return { type: 'run', title: 'remove the crontab', command: sh`crontab ${whose} -r` };
  return { type: 'run', title: `write "${name}" into the crontab`, command: sh`crontab ${whose} -`, stdin: content };
}

function encode(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}
