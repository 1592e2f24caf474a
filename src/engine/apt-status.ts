/** A line that apt writes for programs: `pmstatus:nginx:60.0:Unpacking nginx (amd64)`, `dlstatus:1:9.3:Retrieving file 1 of 2`. */
export function readAptStatus(line: string): { readonly message: string; readonly percent: number } | undefined {
  const [, percent, message] = statusLine.exec(line) ?? [];
  if (percent === undefined || message === undefined) return undefined;
  return { message, percent: Math.min(100, Math.floor(Number(percent))) };
}

/** Output as it would be without such lines. */
export function withoutAptStatus(output: Uint8Array): Uint8Array {
  const text = Buffer.from(output).toString('latin1');
  return Buffer.from(
    text
      .split('\n')
      .filter((line) => !statusLine.test(line))
      .join('\n'),
    'latin1',
  );
}

const statusLine = /^(?:pm|dl)status:[^:]*:(\d+(?:\.\d+)?):(.*)$/;
