import { describe, expect, test } from '@jest/globals';
import { broadcast } from '../../src/reporters/broadcast.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { Secrets } from '../../src/secrets.ts';
import { changed, failed, finished, label } from '../support/run-events.ts';

const warning: RunEvent = { type: 'warning', message: 'hello' };

describe('broadcasting', () => {
  test('gives each event to every reporter', () => {
    const [first, second]: [RunEvent[], RunEvent[]] = [[], []];
    const emit = broadcast(
      [{ on: (event) => first.push(event) }, { on: (event) => second.push(event) }],
      new Secrets(),
      () => undefined,
    );
    emit(warning);
    expect([first, second]).toEqual([[warning], [warning]]);
  });

  test('leaves a reporter out that throws, says so once, and never throws itself', () => {
    const seen: RunEvent[] = [];
    const complaints: string[] = [];
    const broken = {
      on: (): never => {
        throw new Error('no paper');
      },
    };
    const emit = broadcast([broken, { on: (event) => seen.push(event) }], new Secrets(), (message) =>
      complaints.push(message),
    );
    emit(warning);
    emit(warning);
    expect(seen).toHaveLength(2);
    expect(complaints).toEqual(['a reporter failed and is left out: no paper']);
  });

  test('masks secrets wherever they got to, the longer ones first', () => {
    const seen: RunEvent[] = [];
    const secrets = new Secrets();
    secrets.addAll(['hunter', 'hunter22', 'abc']);
    const emit = broadcast([{ on: (event) => seen.push(event) }], secrets, () => undefined);
    const failure = { code: 'command-failed', message: 'login hunter22', stderr: 'hunter\nabc' };
    emit(finished('web1', label('set hunter22'), failed(failure)));
    emit(finished('web1', label('x'), changed({ attribute: 'content', from: null, to: { text: 'pw=hunter22\n' } })));
    const text = JSON.stringify(seen);
    expect(text).not.toContain('hunter');
    expect(text).toContain('pw=***\\n');
    expect(text).toContain('set ***');
    expect(text).toContain('***\\nabc');
  });
});
