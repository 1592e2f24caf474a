import { ValueError } from '../value/value-error.ts';

/** What was looked up does not exist; `default` and `defined` take it as an unknown variable. */
export class NothingFound extends ValueError {
  constructor(message: string) {
    super(message, 'give a fallback: default="…"');
  }
}
