import { describe, expect, test } from '@jest/globals';
import type { DelayClock } from './relay/delay-line.ts';
import { delayLine } from './relay/delay-line.ts';
import { knownHostsBehindRelays } from './relay/known-hosts-behind-relays.ts';

/** A clock that goes only when told to; what is due then runs in order of time. */
function steppedClock(): DelayClock & { advance(milliseconds: number): void } {
  let time = 0;
  const timers: { readonly at: number; readonly act: () => void }[] = [];
  return {
    now: () => time,
    after: (milliseconds, act) => timers.push({ at: time + milliseconds, act }),
    advance: (milliseconds) => {
      const end = time + milliseconds;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        if (timers[0] === undefined || timers[0].at > end) break;
        const [first] = timers.splice(0, 1);
        time = Math.max(time, first?.at ?? time);
        first?.act();
      }
      time = end;
    },
  };
}

describe('a delay line', () => {
  test('does each thing when its delay has passed, not earlier', () => {
    const clock = steppedClock();
    const done: string[] = [];
    const line = delayLine(clock);
    line.later(50, () => done.push(`a ${clock.now()}`));
    clock.advance(20);
    line.later(50, () => done.push(`b ${clock.now()}`));
    clock.advance(29);
    expect(done).toEqual([]);
    clock.advance(100);
    expect(done).toEqual(['a 50', 'b 70']);
  });

  test('keeps the order when something waits longer than what comes behind it', () => {
    const clock = steppedClock();
    const done: string[] = [];
    const line = delayLine(clock);
    line.later(150, () => done.push(`connect ${clock.now()}`));
    line.later(50, () => done.push(`data ${clock.now()}`));
    clock.advance(1000);
    line.later(50, () => done.push(`more ${clock.now()}`));
    clock.advance(50);
    expect(done).toEqual(['connect 150', 'data 150', 'more 1050']);
  });

  test('takes what is added while it delivers', () => {
    const clock = steppedClock();
    const done: string[] = [];
    const line = delayLine(clock);
    line.later(10, () => {
      done.push('first');
      line.later(10, () => done.push(`second ${clock.now()}`));
    });
    clock.advance(100);
    expect(done).toEqual(['first', 'second 20']);
  });
});

test('host keys hold behind relays, too, and no others', () => {
  const text = '198.18.64.11 ssh-ed25519 AAAA\n198.18.64.12 ssh-ed25519 BBBB\n198.18.64.99 ssh-ed25519 CCCC\n';
  const direct = [11, 12].map((last) => ({ name: `h${last}`, address: `198.18.64.${last}`, port: 22 }));
  const relayed = [11, 12].map((last) => ({ name: `h${last}`, address: `127.18.64.${last}`, port: 4000 + last }));
  expect(knownHostsBehindRelays(text, direct, relayed)).toBe(
    '[127.18.64.11]:4011 ssh-ed25519 AAAA\n[127.18.64.12]:4012 ssh-ed25519 BBBB\n',
  );
});
