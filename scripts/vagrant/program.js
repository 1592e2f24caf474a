import { execute } from '../../dist/lab/execute.js';
import { lastLines } from './last-lines.js';
import { checkout } from './paths.js';

/**
 * Runs a program in the checkout that must end with exit code 0.
 * @param options those of `execute` of src/lab
 * @returns what it wrote to standard output
 * @throws Error with the end of what it wrote
 */
export async function program(argv, options = {}) {
  const { exitCode, stdout, stderr } = await execute(['env', '-C', checkout, ...argv], options);
  if (exitCode === 0) return stdout;
  const said = [stdout, stderr].map((text) => lastLines(text)).filter((text) => text !== '');
  throw new Error([`exit code ${exitCode} from: ${argv.join(' ')}`, ...said].join('\n'));
}
