/** The lines of what a reading command printed, without the empty one behind the last line end. */
export function outputLines(stdout: Buffer): readonly string[] {
  const lines = stdout.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
