import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { reasonOf, systemCode } from '../inventory/files.ts';
import { replaceFile } from '../pki/replace-file.ts';
import type { RunSummary } from '../reporter.ts';
import type { PlaybookArguments } from './options.ts';
import type { Tools } from './tools.ts';

type Run = Pick<PlaybookArguments, 'playbook' | 'inventory' | 'limit'>;

/**
 * The words of `--limit` with `@failed` replaced by the file in which runs of the same playbook and inventories keep the
 * hosts that did not end well.
 * @throws InputError when there is none
 */
export function limitWithFailed(tools: Tools, args: Run): readonly string[] | undefined {
  if (args.limit === undefined) return undefined;
  const words = args.limit.flatMap((word) => word.split(',')).map((word) => word.trim());
  if (!words.includes('@failed')) return args.limit;
  const file = fileOf(tools, args);
  if (!existsSync(file)) {
    const message = `no run of ${args.playbook} with these inventories has left hosts that failed`;
    const hint = 'a run writes them down; `--limit @./failed` means a file of this name';
    throw new InputError([problem('file-missing', message, undefined, { hint })]);
  }
  return words.map((word) => (word === '@failed' ? `@${file}` : word));
}

/** Writes down which hosts did not end well, and says so. Hosts that were in no play of this run stay as they were. */
export async function keepFailedHosts(tools: Tools, args: Run, { hosts }: RunSummary): Promise<void> {
  const file = fileOf(tools, args);
  try {
    const before = await readHosts(file);
    const failed = hosts.filter((each) => each.state !== 'ok').map((each) => each.host);
    const judged = new Set(hosts.map((each) => each.host));
    const all = [...before.filter((host) => !judged.has(host)), ...failed];
    if (all.length === 0) {
      await rm(file, { force: true });
      return;
    }
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const about = `# Hosts on which ${resolve(tools.cwd, args.playbook)} did not end well.`;
    await replaceFile(file, `${[about, ...all].join('\n')}\n`, 0o600);
    const count = all.length === 1 ? '1 host' : `${all.length} hosts`;
    tools.terminal.err(`${count} did not end well: --limit @failed takes only what is left\n`);
  } catch (error) {
    // The run is over and has its result; that it cannot be gone on with in this way must not change it.
    tools.terminal.err(`warning: cannot write ${file}: ${reasonOf(error)}\n`);
  }
}

/** One for each playbook and set of inventories; lists of hosts mean the same from every directory. */
function fileOf({ cwd, places }: Tools, { playbook, inventory }: Run): string {
  const path = resolve(cwd, playbook);
  const sources = (inventory ?? []).map((each) => (each.includes(',') ? each : resolve(cwd, each)));
  const digest = createHash('sha256')
    .update(JSON.stringify([path, ...sources]))
    .digest('hex')
    .slice(0, 16);
  return join(places.state, 'failed', `${basename(path).replace(/[^A-Za-z0-9._-]/g, '_')}-${digest}`);
}

async function readHosts(file: string): Promise<readonly string[]> {
  try {
    const lines = (await readFile(file, 'utf8')).split('\n');
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
