/** What a program said at the end, which is mostly why it failed; empty when it said nothing. */
export function lastLine(output: Uint8Array): string {
  return Buffer.from(output).toString('utf8').trim().split('\n').at(-1) ?? '';
}
