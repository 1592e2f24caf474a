import type { Argv } from 'yargs';

/** What `completion` takes. */
export function completionOptions<T>(y: Argv<T>) {
  return y
    .positional('shell', {
      choices: ['bash', 'zsh', 'fish', 'words'] as const,
      demandOption: true,
      describe: 'Which shell; `words` gives what may stand at the end of a line',
    })
    .positional('line', { type: 'string', describe: 'For `words`: the line up to the cursor' });
}

/** What `schema` takes. */
export function schemaOptions<T>(y: Argv<T>) {
  return y.positional('file', {
    choices: ['playbook', 'inventory', 'vars'] as const,
    default: 'playbook' as const,
    describe: 'Of which kind of file',
  });
}
