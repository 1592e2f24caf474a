import { caught } from '../caught.ts';
import { readFile, stat } from 'node:fs/promises';
import { findLinesAbout } from './lines-about-host.ts';
import type { HostNames, LinesAboutHost } from './lines-about-host.ts';
import { createNameIndex } from './name-index.ts';
import type { NameIndex } from './name-index.ts';
import { parseKnownHosts } from './parse.ts';
import type { KnownHostsLine } from './parse.ts';
import { writeKnownHosts } from './write.ts';

/** The known_hosts files of a run, each read once. */
export interface KnownHostsStore {
  /** What the files say about a host. A missing file is empty; one that cannot be read is so too, with a warning. */
  about(files: readonly string[], names: HostNames): Promise<LinesAboutHost>;
  /** Adds a line and remembers it for the rest of the run. */
  add(file: string, line: string, options: { readonly hash: boolean }): Promise<void>;
}

export function createKnownHostsStore(warn: (message: string) => void): KnownHostsStore {
  const loaded = new Map<string, Promise<NameIndex>>();
  const load = (file: string): Promise<NameIndex> => {
    const index = loaded.get(file) ?? readLines(file, warn).then(createNameIndex);
    loaded.set(file, index);
    return index;
  };
  let writing: Promise<void> = Promise.resolve();
  const append = async (file: string, line: string, hash: boolean): Promise<void> => {
    const index = await load(file);
    // A device such as /dev/null means: do not remember.
    if (await isFileOrMissing(file)) await writeKnownHosts(file, [line], { hash });
    for (const added of parseKnownHosts(line, file).lines) index.add({ ...added, line: 0 });
  };
  return {
    about: async (files, names) => findLinesAbout(await Promise.all([...new Set(files)].map(load)), names),
    add: (file, line, { hash }) => {
      const added = writing.then(() => append(file, line, hash));
      writing = added.catch(() => undefined);
      return added;
    },
  };
}

async function readLines(file: string, warn: (message: string) => void): Promise<readonly KnownHostsLine[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!isMissing(error)) warn(`${file} cannot be read, so its host keys are unknown: ${caught(error).message}`);
    return [];
  }
  const { lines, problems } = parseKnownHosts(text, file);
  for (const each of problems) warn(`${each.file}:${each.line}: ${each.message}; the line is ignored`);
  return lines;
}

async function isFileOrMissing(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const { code } = caught(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
