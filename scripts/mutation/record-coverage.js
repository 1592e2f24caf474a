// Runs in front of every file of tests: notes which mutants each test runs past, and which ones are passed while modules are loaded.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { afterAll, afterEach, beforeEach, expect } from '@jest/globals';

const context = { mutantCoverage: { static: {}, perTest: {} } };
globalThis.__stryker__ = context;

beforeEach(() => {
  context.currentTestId = expect.getState().currentTestName;
});

afterEach(() => {
  context.currentTestId = undefined;
});

afterAll(() => {
  const file = relative(process.cwd(), expect.getState().testPath);
  const { static: whileLoading, perTest: byTest } = context.mutantCoverage;
  appendFileSync(globalThis.coverageFile, `${JSON.stringify({ file, whileLoading, byTest })}\n`);
});
