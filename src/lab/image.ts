import type { ArchiveAccess } from './archive-access.ts';
import { archiveAccess } from './archive-access.ts';
import { makeBaseImage } from './base-image.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import type { InstallOptions } from './install-packages.ts';
import { labels } from './labels.ts';
import type { LabImage } from './plan.ts';
import type { Recipe } from './recipe.ts';
import { recipeFor } from './recipe.ts';
import { succeed } from './succeed.ts';

/** An image for lab hosts, built or not. */
export interface LabImageSource {
  readonly reference: string;
  readonly recipe: Recipe;
  readonly archive: ArchiveAccess;
}

/** Which image a host is made from on this machine. Looks only. */
export async function labImage(image: LabImage, signal?: AbortSignal): Promise<LabImageSource> {
  const archive = await archiveAccess('bookworm', signal);
  const recipe = recipeFor(image, archive);
  return { reference: `localhost/rackwright-lab:${image}-${recipe.digest}`, recipe, archive };
}

/**
 * Builds the image unless the engine has it. It is kept between labs and shared by all of them.
 * @throws HostError `lab-failed`
 */
export async function ensureImage(engine: Engine, image: LabImageSource, options: BuildOptions): Promise<void> {
  const { signal } = options;
  const cached = await execute([...engine.command, 'image', 'inspect', image.reference], { signal });
  if (cached.exitCode !== 0) await build(engine, image, options);
}

type BuildOptions = Omit<InstallOptions, 'asRoot'>;

async function build(engine: Engine, image: LabImageSource, options: BuildOptions): Promise<void> {
  const { reference, recipe, archive } = image;
  const { say, signal } = options;
  const { command } = engine;
  const container = `rackwright-lab-build-${recipe.digest}-${process.pid}`;
  const base = await makeBaseImage(engine, recipe, archive, options);
  try {
    say(`${recipe.suite}: setting the system up`);
    // The script is too long for an argument, and a shell must not read it from the stream its programs share.
    const read = 'cat > /tmp/setup && exec sh /tmp/setup < /dev/null';
    const run = [
      'run',
      '--interactive',
      '--name',
      container,
      '--network',
      'host',
      ...engine.runArguments,
      base,
      'sh',
      '-c',
      read,
    ];
    await succeed('set the lab image up', [...command, ...run], {
      signal,
      stdin: recipe.setup.text,
      hint: 'the hosts need Debian’s archive: can this machine install packages from it?',
    });
    say(`${recipe.suite}: keeping the image for next time`);
    const label = ['--change', `LABEL ${labels.recipe}=${recipe.digest}`];
    await succeed('keep the lab image', [...command, 'commit', ...label, container, reference]);
  } finally {
    // Also after an interruption, hence without the signal. What cannot be removed was never there.
    await execute([...command, 'rm', '--force', container]);
    await execute([...command, 'rmi', base]);
  }
}
