import { describe, expect, test } from '@jest/globals';
import { batches } from '../../src/engine/play.ts';
import { orderHosts } from '../../src/playbook/order-hosts.ts';

const hosts = ['web10', 'db1', 'web2', 'Web3'];

describe('hosts are taken in the order that a play asks for:', () => {
  test.each([
    ['inventory', hosts],
    ['reverse_inventory', ['Web3', 'web2', 'db1', 'web10']],
    ['sorted', ['Web3', 'db1', 'web10', 'web2']],
    ['reverse_sorted', ['web2', 'web10', 'db1', 'Web3']],
  ] as const)('%s', (order, expected) => {
    expect(orderHosts(hosts, order, 1)).toEqual(expected);
  });

  test('a shuffle keeps all of them, repeats with its seed and reaches every order', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 2000; seed += 1) {
      const order = orderHosts(hosts, 'shuffle', seed);
      expect(order.toSorted()).toEqual(hosts.toSorted());
      expect(orderHosts(hosts, 'shuffle', seed)).toEqual(order);
      orders.add(order.join());
    }
    expect(orders.size).toBe(24);
  });
});

describe('serial makes batches as Ansible does', () => {
  const sizes = (count: number, serial: Parameters<typeof batches>[1]): readonly number[] =>
    batches(Array.from({ length: count }), serial).map((batch) => batch.length);

  test.each([
    [20, [1, '10%', '100%'], [1, 2, 17]],
    [20, [1, '10%'], [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]],
    [5, ['30%'], [1, 1, 1, 1, 1]],
    [3, ['10%'], [1, 1, 1]],
    [10, ['25%'], [2, 2, 2, 2, 2]],
    [4, [10], [4]],
    [4, [], [4]],
    [0, [1], []],
  ] as const)('%s hosts with serial %j', (count, serial, expected) => {
    expect(sizes(count, serial)).toEqual(expected);
  });
});
