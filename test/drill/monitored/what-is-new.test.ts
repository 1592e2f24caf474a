import { expect, test } from '@jest/globals';
import type { Post, PostedAlert } from './receiver.ts';
import { whatIsNew } from './what-is-new.ts';

test('a message is news of what was not the last word on it', () => {
  const posts = [
    [firing('web1')],
    [firing('web1')],
    [firing('web1'), firing('web2')],
    [over('web1'), firing('web2')],
    // What was told before, of both.
    [firing('web2'), over('web1')],
    [firing('web1'), firing('web2')],
  ].map((alerts): Post => ({ at: 0, alerts }));
  const news = whatIsNew(posts);
  expect(posts.map((post) => [...(news.get(post) ?? [])])).toEqual([
    ['HostDown web1'],
    [],
    ['HostDown web2'],
    ['HostDown web1'],
    [],
    ['HostDown web1'],
  ]);
});

function firing(instance: string): PostedAlert {
  return {
    status: 'firing',
    labels: { alertname: 'HostDown', instance },
    annotations: {},
    startsAt: '2026-11-28T12:00:00Z',
  };
}

function over(instance: string): PostedAlert {
  return { ...firing(instance), status: 'resolved' };
}
