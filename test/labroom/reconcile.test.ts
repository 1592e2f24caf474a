import { describe, expect, test } from '@jest/globals';
import type { LabContainer } from '../../src/lab/container-list.ts';
import type { LabPlan } from '../../src/lab/plan.ts';
import { reconcile } from '../../src/lab/reconcile.ts';

const plan: LabPlan = {
  name: 'lab',
  subnet: '198.18.10.0/24',
  directory: '.',
  hosts: [
    { name: 'web1', address: '198.18.10.11' },
    { name: 'web2', address: '198.18.10.12' },
  ],
};

function container(host: string, address: string, status: string): LabContainer {
  return { id: `${host}-id`, host, address, status, recipe: 'r' };
}

describe('reconcile', () => {
  test('nothing there means that every host is made', () => {
    expect(reconcile(plan, [])).toEqual({ remove: [], make: plan.hosts, start: [], resume: [], keep: [] });
  });

  test('running hosts are kept, stopped ones started, paused ones resumed', () => {
    const web1 = container('web1', '198.18.10.11', 'running');
    const web2 = container('web2', '198.18.10.12', 'exited');
    expect(reconcile(plan, [web1, web2])).toEqual({ remove: [], make: [], start: [web2], resume: [], keep: [web1] });
    const paused = { ...web2, status: 'paused' };
    expect(reconcile(plan, [web1, paused])).toEqual({
      remove: [],
      make: [],
      start: [],
      resume: [paused],
      keep: [web1],
    });
  });

  test.each(['created', 'configured', 'initialized', 'dead', 'removing', 'stopping', 'something new'])(
    'a host left %s is made again',
    (status) => {
      const half = container('web1', '198.18.10.11', status);
      const result = reconcile(plan, [half, container('web2', '198.18.10.12', 'running')]);
      expect(result.remove).toEqual([half]);
      expect(result.make).toEqual([plan.hosts[0]]);
    },
  );

  test('a host whose address has changed is made again', () => {
    const moved = container('web1', '198.18.10.99', 'running');
    const result = reconcile(plan, [moved]);
    expect(result.remove).toEqual([moved]);
    expect(result.make).toEqual(plan.hosts);
  });

  test('a host of another name gives its address up', () => {
    const renamed = container('old1', '198.18.10.11', 'running');
    expect(reconcile(plan, [renamed]).remove).toEqual([renamed]);
  });

  test('hosts that the plan does not name are left alone', () => {
    const other = container('db1', '198.18.10.50', 'running');
    const result = reconcile(plan, [other]);
    expect([...result.remove, ...result.keep, ...result.start]).toEqual([]);
  });
});
