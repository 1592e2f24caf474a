import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HostError } from '../diagnostics/errors.ts';
import type { ArchiveAccess } from './archive-access.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import type { InstallOptions } from './install-packages.ts';
import { installPackages } from './install-packages.ts';
import type { Recipe } from './recipe.ts';
import { bootstrapRequirements, missingPackages } from './requirement.ts';
import { succeed } from './succeed.ts';

/**
 * A bare Debian in the engine's store: from an image registry when one answers soon, else built from Debian's archive.
 * @returns its tag, which the caller removes
 * @throws HostError `lab-failed`
 */
export async function makeBaseImage(
  engine: Engine,
  recipe: Recipe,
  archive: ArchiveAccess,
  options: Omit<InstallOptions, 'asRoot'>,
): Promise<string> {
  const { say, signal } = options;
  const tag = `localhost/rackwright-lab-base:${recipe.suite}-${process.pid}`;
  const official = `debian:${versions[recipe.suite]}`;
  say(`${recipe.suite}: asking the image registry for ${official}`);
  if (await pull(engine, official, tag, signal)) return tag;

  say(`${recipe.suite}: no image registry answers; building the system from Debian’s archive (a minute, once)`);
  await installPackages(await missingPackages(bootstrapRequirements), { ...options, asRoot: engine.asRoot });
  await bootstrap(engine, recipe, archive, tag, signal);
  return tag;
}

const versions: Readonly<Record<Recipe['suite'], string>> = { bookworm: '12' };

/** Where no registry is reached, connections may hang instead of failing. */
const registryAnswersMs = 8_000;

async function pull(engine: Engine, official: string, tag: string, signal?: AbortSignal): Promise<boolean> {
  const { command } = engine;
  const before = await execute([...command, 'image', 'inspect', official], { signal });
  if (before.exitCode !== 0) {
    // Only the manifest must come soon; the layers may take their time.
    const reached = await execute([...command, 'manifest', 'inspect', official], {
      signal,
      timeoutMs: registryAnswersMs,
    });
    if (reached.exitCode !== 0) return false;
    const pulled = await execute([...command, 'pull', '--quiet', official], { signal });
    if (pulled.exitCode !== 0) return false;
  }
  await succeed('tag the base image', [...command, 'tag', official, tag]);
  if (before.exitCode !== 0) await execute([...command, 'rmi', official]);
  return true;
}

async function bootstrap(
  engine: Engine,
  recipe: Recipe,
  archive: ArchiveAccess,
  tag: string,
  signal?: AbortSignal,
): Promise<void> {
  if (engine.asRoot === undefined) {
    throw new HostError('lab-failed', 'no image registry answers, and building the system from packages needs root');
  }
  const directory = await mkdtemp(path.join(tmpdir(), 'rackwright-lab-'));
  try {
    const tarball = path.join(directory, 'base.tar');
    const sources = archive.sources.split('\n').filter((line) => line !== '');
    const settings = archive.settings.split('\n').filter((line) => line !== '');
    const mmdebstrap = [
      ...[...engine.asRoot, 'mmdebstrap', '--quiet', '--variant=minbase', `--include=${recipe.packages.join(',')}`],
      ...[...settings.map((line) => `--aptopt=${line}`), recipe.suite, tarball, ...sources],
    ];
    await succeed('build the system from Debian’s archive', mmdebstrap, { signal });
    await succeed('import the base image', [...engine.command, 'import', tarball, tag], { signal });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
