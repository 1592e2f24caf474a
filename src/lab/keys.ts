import { chmod, chown, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LabPlan } from './plan.ts';
import { succeed } from './succeed.ts';

/** Where a lab's key and its hosts' keys are. */
export interface LabFiles {
  readonly identity: string;
  readonly publicKey: string;
  readonly knownHosts: string;
}

export function labFiles(plan: Pick<LabPlan, 'directory'>): LabFiles {
  const at = (name: string) => path.join(plan.directory, name);
  return { identity: at('id_ed25519'), publicKey: at('id_ed25519.pub'), knownHosts: at('known_hosts') };
}

/**
 * Makes the key that opens the lab's hosts, if it is not there yet.
 * @returns the public key's line
 * @throws HostError `lab-failed`
 */
export async function ensureKey(plan: LabPlan, signal?: AbortSignal): Promise<string> {
  const files = labFiles(plan);
  await makeDirectory(plan.directory);
  if ((await readIfThere(files.identity)) === undefined) {
    await rm(files.publicKey, { force: true });
    const keygen = ['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', keyComment(plan), '-f', files.identity];
    await succeed('make a key', keygen, { signal });
    await giveToOwner(plan.directory, [files.identity, files.publicKey]);
  }
  const line = await readIfThere(files.publicKey);
  return (line ?? (await succeed('read the key', ['ssh-keygen', '-y', '-f', files.identity], { signal }))).trim();
}

/**
 * Writes the lab's host keys, which were read from the hosts without a network in between. Lines for other addresses
 * stay: the plan may be a part of the lab.
 */
export async function writeKnownHosts(plan: LabPlan, lines: readonly string[]): Promise<void> {
  const { knownHosts } = labFiles(plan);
  const fresh = new Set(lines.map(addressOf));
  const others = ((await readIfThere(knownHosts)) ?? '')
    .split('\n')
    .filter((line) => line !== '' && !fresh.has(addressOf(line)));
  await writeFile(knownHosts, [...others, ...lines].map((line) => `${line}\n`).join(''), { mode: 0o644 });
  await chmod(knownHosts, 0o644);
  await giveToOwner(plan.directory, [knownHosts]);
}

/** Removes what `ensureKey` and `writeKnownHosts` made, and the directories that are empty then. A user's own key stays. */
export async function removeKeys(plan: LabPlan): Promise<void> {
  const files = labFiles(plan);
  const ours = (await readIfThere(files.publicKey))?.trim().endsWith(keyComment(plan)) === true;
  const remove = ours ? [files.identity, files.publicKey, files.knownHosts] : [files.knownHosts];
  await Promise.all(remove.map((file) => rm(file, { force: true })));
  const parent = path.dirname(path.resolve(plan.directory));
  await removeIfEmpty(plan.directory);
  if (path.basename(parent) === '.rackwright') await removeIfEmpty(parent);
}

/** The comment says who made the key, so that only such a key is removed. */
function keyComment(plan: LabPlan): string {
  return `rackwright-lab-${plan.name}`;
}

function addressOf(line: string): string {
  return line.split(' ', 1)[0] ?? '';
}

async function makeDirectory(directory: string): Promise<void> {
  const whole = path.resolve(directory);
  const first = await mkdir(whole, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const made: string[] = [];
  for (let each = whole; each.length >= first.length; each = path.dirname(each)) made.push(each);
  await giveToOwner(path.dirname(first), made);
}

/** Under sudo the files must still be the operator's, who is to log in with them: the one who owns the directory around. */
async function giveToOwner(around: string, files: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(around);
  await Promise.all(files.map((file) => chown(file, uid, gid)));
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeIfEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT'].includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
