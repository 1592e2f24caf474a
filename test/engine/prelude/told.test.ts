import { describe, expect, test } from '@jest/globals';
import type { Become, CommandResult } from '../../../src/host.ts';
import { describeReceipt } from '../../../src/engine/prelude/describe-receipt.ts';
import type { LockOptions } from '../../../src/engine/prelude/lock-options.ts';
import { preludeFor } from '../../../src/engine/prelude/prelude.ts';

const paths = { runtime: '/run', state: '/var/lib', units: '/etc/systemd/system' };
const lock: LockOptions = { token: '00', who: 'anna@desk7 runs site.yml', waitSeconds: 60, breaks: false };
const carl: Become = { method: 'sudo', user: 'carl' };
const result = (stdout: string): CommandResult => ({
  ...{ exitCode: 0, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) },
  ...{ truncated: false, skipped: false, durationMs: 0 },
});

function prelude(more: Partial<LockOptions> = {}): {
  readonly prelude: ReturnType<typeof preludeFor>;
  readonly found: unknown[];
  readonly warnings: string[];
} {
  const [found, warnings]: [unknown[], string[]] = [[], []];
  const made = preludeFor(
    'run',
    paths,
    { ...lock, ...more },
    {
      owed: (...words) => found.push(['owed', ...words]),
      applied: (...words) => found.push(['applied', ...words]),
      warn: (message) => warnings.push(message),
    },
  );
  return { prelude: made, found, warnings };
}

function told(...lines: readonly string[]): { readonly found: unknown[]; readonly warnings: string[] } {
  const { prelude: made, found, warnings } = prelude();
  made.onDone(result(lines.map((line) => `${line}\n`).join('')), carl);
  return { found, warnings };
}

describe('what a host tells a run in front of its work', () => {
  const id = '0123456789abcdef0123456789abcdef';

  test('are handlers that it owes and files that were written, as whose runner has them noted', () => {
    expect(told(`owed ${id} {"handler":"a b"}`, `applied ${id} made {"v":1}`, 'applied other - ')).toEqual({
      found: [
        ['owed', id, '{"handler":"a b"}', carl],
        ['applied', id, 'made {"v":1}', carl],
        ['applied', 'other', '- ', carl],
      ],
      warnings: [],
    });
  });

  test.each([
    ['unlocked', /no flock\(1\).*a second run would not be noticed$/],
    ['broken anna@desk7 runs a.yml', /^took the lock of another run: anna@desk7 runs a\.yml$/],
    ['undone 0', /the host has put back what was there before$/],
    ['undone 1', /could not be put back as a whole; see \/var\/lib\/rackwright\/guard on the host$/],
    ['undone unknown', /could not be put back as a whole/],
    ['receipt killed\tplay all: grow\tanna\tnow', /^"play all: grow" was at work .* when anna lost the line/],
  ])('is said to people: %s', (line, message) => {
    expect(told(line)).toEqual({ found: [], warnings: [expect.stringMatching(message)] });
  });

  test.each([
    '',
    'held anna',
    'unlockedx',
    ' unlocked',
    'told undone 0',
    'owed',
    `owed ${id}`,
    `owed ${id.toUpperCase()} x`,
  ])('or nothing: %j', (line) => {
    expect(told(line)).toEqual({ found: [], warnings: [] });
  });
});

describe('who is kept waiting by another run', () => {
  test('is told by whom and for how long at most, as soon as the host says so', () => {
    const { prelude: made, warnings } = prelude();
    made.onOutput?.(Buffer.from('noise\n'));
    expect(warnings).toEqual([]);
    made.onOutput?.(Buffer.from('held anna@desk7 runs a.yml\n'));
    expect(warnings).toEqual(['waiting up to 60 s for another run to end: anna@desk7 runs a.yml']);
  });

  test('or by a command that has lost its run', () => {
    const { prelude: made, warnings } = prelude();
    made.onOutput?.(Buffer.from('left play all: grow\nheld anna@desk7\n'));
    expect(warnings).toEqual([
      'waiting up to 60 s for another run to end: anna@desk7; it has lost the line, and "play all: grow" goes on there',
    ]);
  });

  test('is refused at once when he does not want to wait', () => {
    const { prelude: made, warnings } = prelude({ waitSeconds: 0 });
    made.onOutput?.(Buffer.from('held anna@desk7\n'));
    expect(warnings).toEqual([]);
    expect(made.refusal(result('held anna@desk7\n'))).toMatchObject({
      code: 'locked',
      message: 'another run is at work on this host: anna@desk7',
      hint: expect.stringMatching(/--lock-wait SECONDS.*--break-lock/),
    });
  });

  test('has the time for it, and some for what was left unconfirmed', () => {
    expect(prelude().prelude.timeoutMs).toBe(240_000);
    expect(prelude({ waitSeconds: 0 }).prelude.timeoutMs).toBe(180_000);
  });
});

test('a host that cannot be prepared for another reason says so', () => {
  expect(prelude().prelude.refusal(result('what?\n'))).toMatchObject({
    code: 'internal',
    message: 'the host could not be prepared for the run',
  });
});

test.each([
  [
    'ended 3\tgrow\tanna\t12:00',
    '"grow" was at work on this host when anna lost the line to it: it went on and ended with status 3 at 12:00',
  ],
  [
    'killed\tgrow\tanna\t12:00',
    '"grow" was at work on this host when anna lost the line to it: it was stopped at 12:00, and may have done a part of its work',
  ],
  [
    'running\tgrow\tanna\t12:00',
    expect.stringMatching(/: it went on, and nobody has seen its end; the host may have gone down under it$/),
  ],
  ['ended\tgrow\tanna\t12:00', expect.stringMatching(/: what came of it is unknown \(ended\)$/)],
  ['ended 3x\t\t\t', expect.stringMatching(/: what came of it is unknown \(ended 3x\)$/)],
  ['', '"" was at work on this host when  lost the line to it: what came of it is unknown ()'],
])('what came of a command without its run: %j', (receipt, words) => {
  expect(describeReceipt(receipt)).toEqual(words);
});
