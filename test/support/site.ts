import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../../src/reporter.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the site with a lab of its own, so that tests and `npm run demo` do not disturb each other. */
export interface Site {
  readonly directory: string;
  /** Runs the compiled program in the site's directory. */
  rackwright(...words: readonly string[]): Promise<ProgramEnd>;
  /** The same, and kills it with SIGKILL after some milliseconds, if it has not ended by then. */
  killed(afterMs: number, ...words: readonly string[]): Promise<ProgramEnd>;
  /** Runs a playbook command with `--output json`. */
  play(command: 'run' | 'plan' | 'verify', ...words: readonly string[]): Promise<PlayEnd>;
  /** Shell text as root on a host, past Rackwright. */
  asRoot(host: string, script: string): Promise<string>;
  address(host: string): string;
}

export interface ProgramEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PlayEnd extends ProgramEnd {
  readonly events: readonly RunEvent[];
}

/**
 * @param network first three numbers of the lab's addresses, inside 198.18.0.0/15
 * @param inventory instead of the site's own `inventory/lab.yml`; with the same network 198.18.10
 */
export async function openSite(network: string, inventory?: string): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'rackwright-site-'));
  for (const name of ['inventory', 'playbooks', 'templates'])
    await cp(join(checkout, name), join(directory, name), { recursive: true });
  const file = join(directory, 'inventory', 'lab.yml');
  const text = (inventory ?? (await readFile(file, 'utf8'))).replaceAll('198.18.10.', `${network}.`);
  await writeFile(file, text);
  return siteIn(directory);
}

/** A site that lies in a directory, whose lab is up or can be: `inventory/lab.yml`, `playbooks`, `.rackwright`. */
export async function siteIn(directory: string): Promise<Site> {
  const text = await readFile(join(directory, 'inventory', 'lab.yml'), 'utf8');
  const addresses = new Map(
    [...text.matchAll(/(\w+): \{ansible_host: ([\d.]+)\}/g)].map(([, name = '', address = '']) => [name, address]),
  );

  const ours = join(checkout, 'bin', 'rackwright.js');
  const rackwright = (...words: readonly string[]): Promise<ProgramEnd> =>
    program(process.execPath, [ours, ...words], directory);
  return {
    directory,
    rackwright,
    killed: (afterMs, ...words) =>
      program(process.execPath, [ours, ...words], directory, { timeout: afterMs, killSignal: 'SIGKILL' }),
    play: async (command, ...words) => {
      const end = await rackwright(
        command,
        'playbooks/site.yml',
        '-i',
        'inventory/lab.yml',
        '--output',
        'json',
        ...words,
      );
      const lines = end.stdout.split('\n').filter((line) => line !== '');
      return { ...end, events: lines.map((line) => JSON.parse(line) as RunEvent) };
    },
    asRoot: async (host, script) => {
      const words = [
        '-i',
        '.rackwright/lab/id_ed25519',
        '-o',
        'UserKnownHostsFile=.rackwright/lab/known_hosts',
        '-o',
        'BatchMode=yes',
      ];
      const target = `ops@${addresses.get(host) ?? host}`;
      const end = await program(
        'ssh',
        ['-F', 'none', ...words, target, `sudo -n sh -c '${script.replaceAll("'", String.raw`'\''`)}'`],
        directory,
      );
      if (end.code !== 0) throw new Error(`${host}: ${script} ended with ${end.code}: ${end.stderr}`);
      return end.stdout;
    },
    address: (host) => addresses.get(host) ?? host,
  };
}

/** Removes the lab and the copy. */
export async function closeSite(site: Site): Promise<void> {
  const down = await site.rackwright('lab', 'down');
  await rm(site.directory, { recursive: true });
  if (down.code !== 0) throw new Error(`lab down failed: ${down.stderr}`);
}

/** @param limit milliseconds after which it is killed, and how */
export function program(
  file: string,
  words: readonly string[],
  cwd: string,
  limit: { readonly timeout: number; readonly killSignal?: NodeJS.Signals } = { timeout: 900_000 },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const options = { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...limit } as const;
    execFile(file, words, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
