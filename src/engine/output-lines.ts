import { StringDecoder } from 'node:string_decoder';

/**
 * Takes output piece by piece and gives the lines that each piece completes; a carriage return ends a line, too. A line
 * that is longer than people read is left out: cut anywhere, the half of a secret in it would not be recognised.
 */
export function outputLines(): (chunk: Uint8Array) => readonly string[] {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  return (chunk) => {
    const parts = (rest + decoder.write(Buffer.from(chunk))).split(/[\r\n]/);
    rest = parts.pop() ?? '';
    const lines = isTooLong ? parts.slice(1) : parts;
    isTooLong = (isTooLong && parts.length === 0) || rest.length > longest;
    if (isTooLong) rest = '';
    return lines.map((line) => line.trim()).filter((line) => line !== '' && line.length <= longest);
  };
}

/** Characters. */
const longest = 1000;
