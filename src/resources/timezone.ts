import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { fileText } from './file-text.ts';
import { readArguments } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Sets the time zone of the host.',
  details: `What is compared is the link /etc/localtime, which all programs follow, and /etc/timezone where the host has that file (Debian);
both are read back. A program that runs already keeps the zone it has started with: restart what shows or uses local time (cron above all) by a
handler.

Unlike Ansible's module, it needs neither timedatectl nor a restart of cron, and there is no \`hwclock\`: the hardware clock is left alone.`,
  properties: {
    name: { description: 'The zone, as below /usr/share/zoneinfo: `Europe/Berlin`, `Etc/UTC`.', type: 'string' },
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: hosts speak the time of their people
  timezone:
    name: Europe/Berlin
  notify: restart cron`,
  ],
};

interface ObservedZone {
  readonly link: FileState;
  readonly named: FileContent;
  /** The file with the zone's rules. */
  readonly rules: FileState;
}

interface WantedZone {
  readonly name: string;
}

export const timezone = defineResource<WantedZone, ObservedZone>({
  kind: 'timezone',
  schema,
  wanted: (given) => ({ name: zoneName(readArguments(given, schema).required('name')) }),
  observe,
  diff,
  steps,
});

function zoneName(name: string): string {
  if (/^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+){0,3}$/.test(name)) return name;
  throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a time zone`, 'write it like Europe/Berlin');
}

const [linkPath, namePath, directory] = ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo'];

async function observe({ name }: WantedZone, host: FactReader): Promise<ObservedZone> {
  const [link, named, rules] = await Promise.all([
    host.read(fileState, linkPath),
    host.read(fileContent, namePath),
    host.read(followedFileState, `${directory}/${name}`),
  ]);
  return { link, named, rules };
}

function diff({ name }: WantedZone, { link, named }: ObservedZone): readonly Change[] {
  const [now, text] = [linkedZone(link), fileText(namePath, named)?.trim()];
  return [
    ...(now === name ? [] : [{ attribute: 'name', from: now, to: name }]),
    ...(text === undefined || text === name ? [] : [{ attribute: namePath, from: text, to: name }]),
  ];
}

/** Without the link the C library takes UTC; a copy of a zone's rules does not say which zone it is: localtime(5). */
function linkedZone(link: FileState): string | null {
  if (link.type === 'absent') return null;
  if (link.type !== 'link') return 'unknown, no link';
  return /\/zoneinfo\/(.+)$/.exec(link.target ?? '')?.[1] ?? `unknown, link to ${link.target ?? ''}`;
}

/** @throws CannotConverge when the host does not know the zone */
function steps({ name }: WantedZone, { rules }: ObservedZone, changes: readonly Change[]): readonly Step[] {
  if (rules.type !== 'file')
    throw new CannotConverge(
      `the host has no ${directory}/${name}; check the name, or install the package "tzdata" first`,
    );
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  return [...(differs(namePath) ? [write(name)] : []), ...(differs('name') ? [run(name)] : [])];
}

function write(name: string): Step {
  return { type: 'write', path: namePath, content: new TextEncoder().encode(`${name}\n`) };
}

/** At no moment is there no link. */
function run(name: string): Step {
  const staged = `${linkPath}.rackwright`;
  return {
    type: 'run',
    title: `set the time zone to ${name}`,
    command: sh`rm -f -- ${staged} && ln -s -- ${`${directory}/${name}`} ${staged} && mv -f -- ${staged} ${linkPath}`,
  };
}
