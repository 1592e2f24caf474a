/**
 * Shell text with every `%s` replaced by the name of the staged file, as one word: outside quotes and inside either kind.
 * The name itself stays in the environment, whatever letters it has.
 */
export function insertStaged(command: string): string {
  let quote: '' | '"' | "'" = '';
  return command.replace(/\\[\s\S]|%s|["']/g, (token) => {
    if (token === '%s') return reference[quote];
    if (token.startsWith('\\')) {
      // Inside single quotes a backslash is a letter, so what stands behind it keeps its meaning.
      if (quote === "'" && token === "\\'") quote = '';
      return token;
    }
    if (quote === '') quote = token === '"' ? '"' : "'";
    else if (quote === token) quote = '';
    return token;
  });
}

const reference = {
  '': '"$RACKWRIGHT_STAGED"',
  '"': '$RACKWRIGHT_STAGED',
  "'": `'"$RACKWRIGHT_STAGED"'`,
} as const;
