// A reporter for jest: one line of JSON for each file of tests, at once, because jest ends itself when it bails.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class RecordResults {
  #file;

  constructor(_globalConfig, { resultsFile }) {
    this.#file = resultsFile;
  }

  onTestResult({ path }, { testResults, testExecError }) {
    const file = relative(process.cwd(), path);
    const tests = testResults
      .filter(({ status }) => status !== 'pending')
      .map(({ fullName, status, duration }) => ({ id: `${file}#${fullName}`, status, duration: duration ?? 0 }));
    const failed = testExecError !== undefined || tests.some(({ status }) => status === 'failed');
    appendFileSync(this.#file, `${JSON.stringify({ file, failed, tests })}\n`);
  }
}
