import { joinCommands, sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { questions } from './questions.ts';

/** Where a collector listens, to itself alone. */
export interface CollectorPlaces {
  readonly prometheus: string;
  readonly alertmanager: string;
}

export const usualPlaces: CollectorPlaces = {
  prometheus: 'http://127.0.0.1:9090',
  alertmanager: 'http://127.0.0.1:9093',
};

/** Asks everything in one request: for each question a line with its name and a line with the answer, alerts at last. Ends with curl's status. */
export function askScript({ prometheus, alertmanager }: CollectorPlaces): Command {
  const asked = Object.entries(questions).map(
    ([name, promql]) =>
      sh`printf '%s\n' ${name} && curl -fsS -m 10 --data-urlencode ${`query=${promql}`} ${`${prometheus}/api/v1/query`} && echo`,
  );
  const alerts = sh`printf '%s\n' alerts && curl -fsS -m 10 ${`${alertmanager}/api/v2/alerts?active=true&silenced=false&inhibited=false`} && echo`;
  return joinCommands([...asked, alerts]);
}
