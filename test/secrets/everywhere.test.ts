import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asNobody } from '../support/tool-sets.ts';
import { program } from '../support/site.ts';
import type { ProgramEnd } from '../support/site.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { leaks } from './leaks.ts';
import type { Cores } from './leaks.ts';
import { keysAndAnswers, writeSecretProject } from './project.ts';

// The real program as somebody without rights, on hosts that are this machine; test/lab/secrets.test.ts shows the rest.

const bin = fileURLToPath(new URL('../../bin/rackwright.js', import.meta.url));
const cwd = temporaryDirectory();
const home = join(cwd, 'home');
const server = createServer((request, response) => {
  const body: Buffer[] = [];
  request.on('data', (chunk: Buffer) => body.push(chunk));
  request.on('end', () => {
    response.statusCode = request.url?.startsWith('/echo') === true ? 200 : 403;
    response.end(JSON.stringify({ url: request.url, headers: request.headers, body: String(Buffer.concat(body)) }));
  });
});
let cores: Cores;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hosts = 'one ansible_connection=local\ntwo ansible_connection=local\n';
  cores = await writeSecretProject(cwd, hosts, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const name of ['tmp', 'places']) mkdirSync(join(home, name), { recursive: true });
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '65534:65534', cwd]);
  chmodSync(cwd, 0o755);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const environment = [`HOME=${home}`, `TMPDIR=${join(home, 'tmp')}`, 'PATH=/usr/bin:/bin', 'TERM=xterm'];

function rackwright(words: readonly string[], around: readonly string[] = []): Promise<ProgramEnd> {
  const [file = '', ...rest] = [...around, ...asNobody(['env', '-i', ...environment, process.execPath, bin, ...words])];
  return program(file, rest, cwd);
}

function inTerminal(command: string): Promise<ProgramEnd> {
  const [file = '', ...rest] = asNobody(['env', '-i', ...environment, 'script', '-qec', command, '/dev/null']);
  return program(file, rest, cwd);
}

const site = (command: string, place: string): readonly string[] =>
  `${command} site.yml -i hosts -e place=${join(home, 'places', place)}`.split(' ').concat(keysAndAnswers);

const minutes = 60_000;

test(
  'a run shows none of them, nor do its report, its processes and what it leaves behind',
  async () => {
    const strace = [
      'strace',
      '-f',
      '-qq',
      '--seccomp-bpf',
      '-v',
      '-s',
      '65535',
      '-e',
      'trace=execve',
      '-e',
      'signal=none',
    ];
    const report = join(home, 'report.json');
    const end = await rackwright(
      [...site('run', 'first'), '-v', '--profile', '--report', report],
      [...strace, '-o', join(cwd, 'executed')],
    );
    // Only the last task fails, so that all have had their turn.
    expect({ ...end, stdout: '' }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('did not end well'),
    });
    expect(end.stdout).toContain('so that the handler stays owed');
    expect(end.stdout).toContain('no task was left');
    expect(leaks(end.stdout + end.stderr, cores)).toEqual([]);
    expect(leaks(readFileSync(report, 'utf8'), cores)).toEqual([]);

    const executed = readFileSync(join(cwd, 'executed'), 'utf8').split('\n');
    const shown = executed.flatMap((line) => leaks(line, cores).map((place) => [place, programOf(line)] as const));
    // What the user's own words put there, and nothing else.
    expect(shown.filter(([place]) => place !== 'environment_of_resource')).toEqual([
      ['argument', expect.stringMatching(/own-program$/)],
      ['script', expect.stringMatching(/tmp\/tmp\./)],
      ['environment', expect.stringMatching(/own-program$/)],
    ]);

    const kept = filesBelow(home).filter((path) => !path.startsWith(join(home, 'places')));
    const holding = kept.filter((path) => leaks(readFileSync(path, 'utf8'), cores).length > 0);
    const jobs = join(home, '.local/state/rackwright/jobs');
    // A job that nobody has fetched keeps what it was given and what it printed, see docs/control-flow.md.
    expect(holding.map((path) => path.replace(/j[\da-f]{16}/, 'JOB'))).toEqual(
      ['input', 'script', 'stdout'].map((name) => join(jobs, 'JOB', name)),
    );
    expect(holding.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['600', '600', '600']);
    expect((statSync(jobs).mode & 0o777).toString(8)).toBe('700');
  },
  5 * minutes,
);

test(
  'a terminal shows none of them',
  async () => {
    const words = [process.execPath, bin, ...site('run', 'first'), '-v'].map((word) => `'${word}'`).join(' ');
    const end = await inTerminal(`stty cols 90 rows 24; ${words}`);
    expect(end.stdout).toContain('\u001b[');
    expect(end.stdout).toContain('so that the handler stays owed');
    expect(leaks(end.stdout, cores)).toEqual([]);
    // The live display, too, as it was drawn from moment to moment.
    expect(leaks(end.stdout.replace(/\u001b\[[?\d;]*[A-Za-z]/g, ''), cores)).toEqual([]);
  },
  2 * minutes,
);

test(
  'a plan shows none of them in JSON, and keeps none',
  async () => {
    const end = await rackwright([...site('plan', 'second'), '-o', 'json', '--out', join(home, 'plan')]);
    expect(end.stdout).toContain('would-change');
    expect(leaks(end.stdout + end.stderr, cores)).toEqual([]);
    expect(leaks(readFileSync(join(home, 'plan'), 'utf8'), cores)).toEqual([]);
  },
  2 * minutes,
);

test.each(['text', 'json', 'sarif'])(
  'what is wrong with one is told without it, in %s',
  async (format) => {
    const end = await rackwright(['validate', 'wrong.yml', '-i', 'hosts', '--format', format, ...keysAndAnswers]);
    expect(end.code).toBe(2);
    expect(end.stdout + end.stderr).toContain('shown_number');
    expect(leaks(end.stdout + end.stderr, cores)).toEqual([]);
  },
  minutes,
);

test('an explanation of a variable shows that there is one', async () => {
  const end = await rackwright([
    'inventory',
    '-i',
    'hosts',
    '--explain',
    's_variable',
    '--host',
    'one',
    ...keysAndAnswers.slice(0, 2),
  ]);
  expect(end).toMatchObject({ code: 0, stdout: expect.stringContaining('***') });
  expect(leaks(end.stdout + end.stderr, cores)).toEqual([]);
});

/** `123 execve("/bin/sh", …` */
function programOf(line: string): string {
  return /execve\("([^"]*)"/.exec(line)?.[1] ?? line;
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
