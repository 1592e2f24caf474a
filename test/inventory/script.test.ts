import { describe, expect, test } from '@jest/globals';
import { toPlain } from '../../src/language/located.ts';
import { readScratch, shown } from './scratch.ts';

async function readScript(body: string, options = {}) {
  return await readScratch({ 'cloud.sh': `#!/bin/sh\n${body}\n` }, options);
}

describe('an executable inventory', () => {
  test('that fails is reported with what it says, control characters made visible', async () => {
    const { diagnostics } = await readScript(`printf 'no \\033[31mtoken\\n' >&2; exit 3`);
    expect(shown(diagnostics)).toEqual(['error inventory-script nowhere cloud.sh --list: it ended with status 3']);
    expect(diagnostics[0]?.hint).toBe('it printed:\nno \\x1b[31mtoken');
  });

  test('that hangs is ended, together with what it started', async () => {
    const started = performance.now();
    const { diagnostics } = await readScript('sleep 60 & echo $! ; wait', { scriptTimeoutMs: 200 });
    expect(shown(diagnostics)).toEqual(['error inventory-script nowhere cloud.sh --list: it took longer than 0.2 s']);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('that leaves a daemon with its pipes behind is still ended', async () => {
    const { diagnostics } = await readScript('setsid sleep 2 & echo {}', { scriptTimeoutMs: 200 });
    expect(shown(diagnostics)).toEqual(['error inventory-script nowhere cloud.sh --list: it took longer than 0.2 s']);
  });

  test('that prints something else than JSON is reported', async () => {
    const { diagnostics } = await readScript('echo hosts: web1');
    expect(shown(diagnostics)[0]).toContain('cloud.sh --list did not print JSON: ');
  });

  test.each([
    ['[]', 'it did not print a JSON object of groups'],
    ['{"web": {"hosts": "w1"}}', 'web.hosts is not a list of names'],
    ['{"web": {"vars": [1]}}', 'web.vars is not an object'],
    ['{"web": {"hosts": ["w1"]}, "_meta": {"hostvars": []}}', '_meta.hostvars is not an object'],
  ])('that prints %s is reported', async (json, message) => {
    const { diagnostics } = await readScript(`test "$1" = --list && echo '${json}'`);
    expect(shown(diagnostics)).toContainEqual(expect.stringContaining(`cloud.sh: ${message}`));
  });

  test.each(['-oProxyCommand=x', 'a b', '../../etc', 'x;id'])('cannot name a host %s', async (name) => {
    const { inventory, diagnostics } = await readScript(`echo '{"web": ["${name}"], "_meta": {"hostvars": {}}}'`);
    expect(diagnostics.map((each) => each.code)).toEqual(['bad-host-name']);
    expect(inventory.groups.get('all')?.hosts).toEqual([]);
  });

  test('cannot use the keys that JavaScript treats specially', async () => {
    const { diagnostics } = await readScript(`echo '{"web": {"vars": {"a": [{"__proto__": 1}]}}}'`);
    expect(diagnostics.map((each) => each.code)).toEqual(['forbidden-key']);
  });

  test('gives data, which is never taken for a template', async () => {
    const { inventory } = await readScript(`echo '{"web": ["w1"], "_meta": {"hostvars": {"w1": {"tag": "{{ x }}"}}}}'`);
    const [layer] = inventory.hosts.get('w1')?.layers ?? [];
    expect(layer?.literal).toBe(true);
    expect(toPlain(layer!.variables.get('tag')!)).toBe('{{ x }}');
  });

  test('is told of a child group that it does not print', async () => {
    const { diagnostics } = await readScript(`echo '{"site": {"children": ["wbe"]}, "_meta": {}}'`);
    expect(shown(diagnostics)).toEqual([
      'warning inventory-script cloud.sh --list:1:1 cloud.sh: the child "wbe" of "site" is a group that it does not print',
    ]);
  });

  test('is ended when the run is interrupted', async () => {
    const signal = AbortSignal.timeout(100);
    await expect(readScript('sleep 30', { signal })).rejects.toThrow('timeout');
  });
});
