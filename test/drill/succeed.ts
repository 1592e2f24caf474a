import type { Site } from '../support/site.ts';

/** Has Rackwright do something in a site. @throws Error with what it said, when it ends with another status than 0 */
export async function succeed(site: Site, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await site.rackwright(...words);
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}\n${stdout.slice(-5000)}\n${stderr}`);
  return stdout;
}
