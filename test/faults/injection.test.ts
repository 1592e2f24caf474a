import { expect, test } from '@jest/globals';
import { planInjections } from './injection.ts';

const recording = {
  events: [
    { sent: 100, received: 50, touched: 0 },
    { sent: 100, received: 50, touched: 0 },
    { sent: 300, received: 90, touched: 4 },
  ],
};

test('every boundary, and the middle of what lies between two, meets every fault', () => {
  const plan = planInjections(recording, 1, 1000);
  const points = plan.filter(({ fault }) => fault === 'cut').map(({ moment, at }) => `${moment} ${at}`);
  expect(points.toSorted()).toEqual(
    ['event 1', 'event 3', 'received 25', 'received 70', 'sent 200', 'sent 50', 'touched 2'].toSorted(),
  );
  for (const fault of ['kill', 'freeze'])
    expect(plan.filter((each) => each.fault === fault)).toHaveLength(points.length);
});

test('a seed says which ones and in which order', () => {
  const three = planInjections(recording, 5, 3);
  expect(planInjections(recording, 5, 3)).toEqual(three);
  expect(planInjections(recording, 5, 1000).slice(0, 3)).toEqual(three);
  expect(planInjections(recording, 6, 3)).not.toEqual(three);
});
