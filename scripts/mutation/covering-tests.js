// Runs the tests that cover a mutant, the cheapest first, until one fails. Stryker's own runner for jest loads every test file for every
// mutant and does not stop at the first failure; here a mutant is a process of its own, so module constants are changed like the rest.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import jestConfig from '../../jest.config.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const passed = 0;
const skipped = 2;

export class CoveringTests {
  #directory;
  #sampling;
  #drawn;
  #seconds;
  #reliable = new Set();

  constructor({ sampling }) {
    this.#sampling = sampling;
    this.#directory = sampling.directory;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Runs all judges unchanged. Who fails is no judge: on a busy machine one is enough to say nothing at all otherwise. */
  async dryRun() {
    const coverageFile = join(this.#directory, 'coverage');
    const { results } = await this.#jest({
      paths: this.#sampling.judges.map((room) => `test/${room}/`),
      words: ['--maxWorkers', String(this.#sampling.jobs)],
      config: { setupFilesAfterEnv: [here('record-coverage.js')], globals: { coverageFile } },
    });
    for (const { id, status } of results) if (status === 'failed') console.log(`no judge, for it fails: ${id}`);
    const tests = results.map(({ id, status, duration }) => ({
      id,
      name: id,
      status: status === 'passed' ? passed : skipped,
      timeSpentMs: duration,
    }));
    const good = new Set(tests.filter(({ status }) => status === passed).map(({ id }) => id));
    writeFileSync(join(this.#directory, 'tests.json'), JSON.stringify(tests));
    const perTest = {};
    for (const { file, whileLoading, byTest } of lines(coverageFile)) {
      const ofFile = [...good].filter((id) => id.startsWith(`${file}#`));
      for (const id of ofFile) perTest[id] = { ...whileLoading, ...byTest[id.slice(file.length + 1)] };
    }
    return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, sandboxFileName }) {
    this.#drawn ??= new Set(JSON.parse(readFileSync(join(this.#directory, 'drawn.json'), 'utf8')));
    if (!this.#drawn.has(activeMutant.id)) return { status: 'error', errorMessage: 'not drawn' };
    const changed = { __stryker__: { activeMutant: activeMutant.id, hitCount: 0, hitLimit } };
    const run = async (files, globals = changed) =>
      this.#jest({
        paths: files.map(({ file }) => file),
        words: ['--runTestsByPath', '--runInBand', '--bail', '--testNamePattern', namePattern(testFilter)],
        config: { globals, testSequencer: here('given-order.js') },
        seconds: 300 + 5 * files.reduce((sum, { seconds }) => sum + seconds, 0),
      });
    let files = this.#filesOf(testFilter, sandboxFileName);
    while (files.length > 0) {
      const { code, timedOut, results, stoppedAt } = await run(files);
      if (code === 0) break;
      // On a busy machine tests fail and are late now and then: who notices the change does so again with it, and can pass without it.
      const judge = files.filter(({ file }) => stoppedAt === undefined || file === stoppedAt);
      const killedBy = results.filter(({ status }) => status === 'failed').map(({ id }) => id);
      if ((await run(judge)).code !== 0 && (await this.#passes(judge, run)))
        return timedOut
          ? { status: 'timeout', reason: stoppedAt }
          : { status: 'killed', killedBy, failureMessage: stoppedAt ?? '', nrOfTests: testFilter.length };
      files = files.slice(files.indexOf(judge.at(-1)) + 1);
    }
    return { status: 'survived', nrOfTests: testFilter.length };
  }

  /** Each file is asked once: a test that has left something behind which makes others fail would notice everything. */
  async #passes(judge, run) {
    const name = judge.map(({ file }) => file).join();
    if (!this.#reliable.has(name) && (await run(judge, {})).code === 0) this.#reliable.add(name);
    return this.#reliable.has(name);
  }

  /** The namesake directory's tests first, then what takes least. */
  #filesOf(testIds, sandboxFileName) {
    this.#seconds ??= new Map(
      JSON.parse(readFileSync(join(this.#directory, 'tests.json'), 'utf8')).map(({ id, timeSpentMs }) => [
        id,
        timeSpentMs / 1000,
      ]),
    );
    const namesake = relative(process.cwd(), sandboxFileName)
      .replace(/^src\//, 'test/')
      .replace(/\/[^/]*$/, '/');
    const files = [...new Set(testIds.map(fileOf))].map((file) => {
      const own = testIds.filter((id) => fileOf(id) === file);
      const distance = file.startsWith(namesake) && !file.slice(namesake.length).includes('/') ? 0 : 1;
      return { file, distance, seconds: own.reduce((sum, id) => sum + this.#seconds.get(id), 2) };
    });
    return files.sort((one, other) => one.distance - other.distance || one.seconds - other.seconds);
  }

  async #jest({ paths, words, config, seconds = 3600 }) {
    const resultsFile = join(this.#directory, `results-${randomUUID()}`);
    const [{ displayName, ...local }] = jestConfig.projects;
    const all = {
      ...local,
      ...config,
      rootDir: process.cwd(),
      testTimeout: jestConfig.testTimeout,
      reporters: [[here('record-results.js'), { resultsFile }]],
    };
    const configFile = `${resultsFile}.config.json`;
    writeFileSync(configFile, JSON.stringify(all));
    const program = 'node_modules/jest/bin/jest.js';
    const node = ['--experimental-vm-modules', '--no-warnings', program, '--config', configFile];
    const outcome = await ended(
      spawn(process.execPath, [...node, ...words, ...paths], { stdio: 'ignore', detached: true }),
      seconds,
    );
    const byFile = lines(resultsFile);
    rmSync(resultsFile, { force: true });
    rmSync(configFile);
    const seen = new Set(byFile.map(({ file }) => file));
    return {
      ...outcome,
      results: byFile.flatMap(({ tests }) => tests),
      // Where one failed, or was still at work.
      stoppedAt: byFile.find(({ failed }) => failed)?.file ?? paths.find((path) => !seen.has(path)),
    };
  }
}

/** Ends the whole process group: changed code may leave shells behind. */
async function ended(child, seconds) {
  let timedOut = false;
  const endAll = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    endAll();
  }, seconds * 1000);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  endAll();
  return { code, timedOut };
}

function lines(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function fileOf(testId) {
  return testId.slice(0, testId.indexOf('#'));
}

function namePattern(testIds) {
  const names = new Set(testIds.map((id) => id.slice(id.indexOf('#') + 1)));
  return `^(${[...names].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`;
}
