import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';

/** What a user asks of a host. */
export interface Question {
  readonly command: string;
  /** Where it starts; one that is not there is a failure like any other. */
  readonly directory: string | undefined;
}

/**
 * The exit status of a user's own question (`unless`, `onlyif`). The user promises that it only reads: a plan asks it,
 * too. What it prints is dropped; it gets no input.
 */
export const commandStatus: FactKind<Question, number> = {
  name: 'commandStatus',
  form: 'task',
  identity: ({ command, directory = '' }) => `${directory}\0${command}`,
  script: (questions) => ({
    text: questions
      .map(
        ({ command, directory }) =>
          sh`( ${entering(directory)}eval ${command} ) </dev/null >/dev/null 2>&1; echo "$?"`.text,
      )
      .join('\n'),
  }),
  parse: (stdout, questions) => {
    const lines = stdout.toString('latin1').split('\n').slice(0, questions.length);
    return lines.map((line) => {
      if (!/^\d{1,3}$/.test(line)) throw new FactError('a guard command gave no exit status');
      return Number(line);
    });
  },
};

function entering(directory: string | undefined): Command {
  return directory === undefined ? sh`` : sh`cd -- ${directory} && `;
}
