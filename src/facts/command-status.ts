import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';

/**
 * The exit status of a user's own question (`unless`, `onlyif`). The user promises that it only reads: a plan asks it,
 * too. What it prints is dropped; it gets no input.
 */
export const commandStatus: FactKind<string, number> = {
  name: 'commandStatus',
  form: 'task',
  identity: (command) => command,
  script: (commands) => ({
    text: commands.map((command) => sh`( eval ${command} ) </dev/null >/dev/null 2>&1; echo "$?"`.text).join('\n'),
  }),
  parse: (stdout, commands) => {
    const lines = stdout.toString('latin1').split('\n').slice(0, commands.length);
    return lines.map((line) => {
      if (!/^\d{1,3}$/.test(line)) throw new FactError('a guard command gave no exit status');
      return Number(line);
    });
  },
};
