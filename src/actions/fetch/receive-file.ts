import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ActionContext } from '../../action.ts';
import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { LocalPlace } from './local-place.ts';

/**
 * Reads a file of the host in pieces and puts it in its place, all or nothing.
 * @throws HostError `action-failed` when it is too big, changes meanwhile, or the place is not what it should be
 */
export async function receiveFile(
  src: string,
  place: LocalPlace,
  maxBytes: number,
  context: ActionContext,
): Promise<{ readonly checksum: string; readonly size: number }> {
  makeDirectories(place);
  if (lstatSync(place.file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw failed(`${place.file} is a directory on the controller`);
  const staged = join(dirname(place.file), `.rackwright.${randomBytes(8).toString('hex')}`);
  const file = await open(staged, 'wx', 0o600);
  try {
    const received = await receive(src, file, maxBytes, context);
    await file.sync();
    await file.close();
    await rename(staged, place.file);
    return received;
  } catch (error) {
    await file.close();
    await rm(staged, { force: true });
    throw error;
  }
}

/** The user's own directory may be a link; what hosts name below it may not. */
function makeDirectories({ root, below }: LocalPlace): void {
  mkdirSync(root, { recursive: true });
  let directory = root;
  for (const name of below) {
    directory = join(directory, name);
    const found = lstatSync(directory, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(directory);
    else if (!found.isDirectory())
      throw failed(`${directory} on the controller is not a directory, so nothing is put below it`);
  }
}

/** An answer holds 16 MiB at most. */
const pieceBlocks = 8;
const blockBytes = 1024 * 1024;

async function receive(
  src: string,
  file: FileHandle,
  maxBytes: number,
  context: ActionContext,
): Promise<{ readonly checksum: string; readonly size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for (let skip = 0; ; skip += pieceBlocks) {
    const words = [`if=${src}`, `bs=${blockBytes}`, `skip=${skip}`, `count=${pieceBlocks}`];
    const piece = await ask(src, sh`[ -f ${src} ] && exec dd ${words} 2>/dev/null`, context);
    size += piece.length;
    if (size > maxBytes) throw failed(`${src} has more than the ${maxBytes} bytes that "max_mb" allows`);
    hash.update(piece);
    await file.appendFile(piece);
    if (piece.length < pieceBlocks * blockBytes) break;
    context.say(`${Math.round(size / blockBytes)} MiB`);
  }
  const checksum = hash.digest('hex');
  const said = await ask(src, sh`exec sha256sum <${src}`, context);
  if (!Buffer.from(said).toString('latin1').startsWith(`${checksum} `))
    throw failed(`${src} changed while it was fetched; nothing was kept`);
  return { checksum, size };
}

async function ask(src: string, script: ReturnType<typeof sh>, context: ActionContext): Promise<Uint8Array> {
  const result = await context.send({ script, form: 'task', timeoutMs: 300_000 });
  if (result.exitCode === 0 && !result.truncated) return result.stdout;
  throw failed(`${src} cannot be read (status ${result.exitCode})`);
}

function failed(message: string): HostError {
  return new HostError('action-failed', message);
}
