import type { ConnectionLimit, LogRate } from './policy.ts';

/** `6/30s`, `10/min`: at most 100 connections, which one address may open within at most a day. Nothing for anything else. */
export function parseConnectionLimit(text: string): ConnectionLimit | undefined {
  const rate = parseRate(text);
  if (rate === undefined) return undefined;
  const seconds = rate.times * secondsOf[rate.unit];
  return seconds <= secondsOf.day ? { count: rate.count, seconds } : undefined;
}

/** `5/min`: at most 100 lines a second, minute or hour; the kernel cannot count slower. Nothing for anything else. */
export function parseLogRate(text: string): LogRate | undefined {
  const rate = parseRate(text);
  return rate?.times === 1 && rate.unit !== 'day' ? { count: rate.count, unit: rate.unit } : undefined;
}

const secondsOf = { sec: 1, min: 60, hour: 3600, day: 86400 } as const;

function parseRate(text: string): Rate | undefined {
  const match = /^(\d{1,3})\/(\d{0,5})(s|m|h|d|sec|min|hour|day|second|minute)$/.exec(text);
  const unit = units.find((name) => match?.[3] !== undefined && name.startsWith(match[3].slice(0, 3)));
  const count = Number(match?.[1]);
  const times = match?.[2] === '' ? 1 : Number(match?.[2]);
  return unit !== undefined && count >= 1 && count <= 100 && times >= 1 ? { count, times, unit } : undefined;
}

interface Rate {
  readonly count: number;
  readonly times: number;
  readonly unit: (typeof units)[number];
}

const units = ['sec', 'min', 'hour', 'day'] as const;
