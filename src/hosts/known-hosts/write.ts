import { caught } from '../caught.ts';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { hashName } from '../../hashed-host-name.ts';
import { matchesName } from './names.ts';

/**
 * Adds lines (`name type key`) to a known_hosts file, which is made with mode 0600 if need be. One appending write, so
 * that lines which ssh adds at the same moment are not lost. `forget` first takes out the keys of these names; then the
 * file is replaced as a whole.
 * @throws Error when the file cannot be written
 */
export async function writeKnownHosts(
  file: string,
  lines: readonly string[],
  options: { readonly hash: boolean; readonly forget?: readonly string[] },
): Promise<void> {
  const text = lines.map((line) => `${options.hash ? hashLine(line) : line}\n`).join('');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const before = await readIfThere(file);
  const kept = before === undefined ? '' : without(before, options.forget ?? []);
  if (before !== undefined && kept !== before) {
    await replace(file, kept + text);
    return;
  }
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(kept === '' || kept.endsWith('\n') ? text : `\n${text}`);
  } finally {
    await handle.close();
  }
}

function hashLine(line: string): string {
  const end = line.indexOf(' ');
  return hashName(line.slice(0, end)) + line.slice(end);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (caught(error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes out plain keys of these names; markers and lines that also name other hosts by pattern stay as they are. */
function without(text: string, names: readonly string[]): string {
  const goes = (line: string): boolean => {
    const field = line.trim().split(/[ \t]/)[0] ?? '';
    if (field === '' || field.startsWith('#') || field.startsWith('@') || /[*?!]/.test(field)) return false;
    return names.some((name) => matchesName(field, name));
  };
  return text
    .split('\n')
    .filter((line) => !goes(line))
    .join('\n');
}

async function replace(file: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', mode & 0o777);
    try {
      await handle.writeFile(text);
      if (uid !== process.getuid?.()) await handle.chown(uid, gid);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
