import { describe, expect, test } from '@jest/globals';
import { readScratch, shown } from './scratch.ts';

async function problemsOf(text: string): Promise<readonly string[]> {
  return shown((await readScratch({ 'hosts.ini': text })).diagnostics);
}

describe('an INI inventory with mistakes', () => {
  test('has all of them reported at once, with their places', async () => {
    const text = [
      '[web]',
      'w1 port',
      'w2 "x=1',
      'w[5:1]',
      '  w[01:100]',
      'w3:',
      'w4:99999',
      '[a b]',
      'never judged',
      '[web:extra]',
      '[web:vars]',
      'no assignment',
      '[site:children]',
      'web db',
      'wbe',
      '[dbs:vars]',
      'x=1',
    ].join('\n');
    expect(await problemsOf(text)).toEqual([
      'error inventory-syntax hosts.ini:2:4 "port" is not of the form name=value',
      'error inventory-syntax hosts.ini:3:4 a quote is not closed',
      'error inventory-syntax hosts.ini:4:1 "[5:1]" ends before it begins',
      'error inventory-syntax hosts.ini:5:3 begin and end of "[01:100]" differ in length',
      'error inventory-syntax hosts.ini:6:1 "w3:" ends with a colon, but no port follows',
      'error inventory-syntax hosts.ini:7:1 99999 is no port',
      'error inventory-syntax hosts.ini:8:1 a section is [group], [group:children] or [group:vars], without spaces',
      'error inventory-syntax hosts.ini:10:1 a section of the kind ":extra" does not exist, only :children and :vars',
      'error inventory-syntax hosts.ini:12:1 a line of a :vars section is "name = value"',
      'error inventory-syntax hosts.ini:14:1 a line of a :children section is the name of one group',
      'error inventory-syntax hosts.ini:15:1 the group "wbe" does not exist',
      'error inventory-syntax hosts.ini:16:2 the section [dbs:vars] is about a group that does not exist',
    ]);
  });

  test.each(['---\nall:\n  hosts:\n    a b c:\n', 'web:\n  hosts:\n    a:\n'])(
    'may be YAML under a wrong name',
    async (text) => {
      const { diagnostics } = await readScratch({ hosts: text });
      expect(shown(diagnostics)).toEqual([
        'error inventory-syntax hosts:1:1 this looks like YAML, but the file is read as INI',
      ]);
      expect(diagnostics[0]?.hint).toContain('.yml');
    },
  );

  test('suggests the group that was meant', async () => {
    const { diagnostics } = await readScratch({ 'hosts.ini': '[web]\n[site:children]\nwbe\n' });
    expect(diagnostics[0]?.hint).toBe('did you mean "web"?');
  });

  test.each(['-oProxyCommand=x', '"two words"', 'a;b', 'a$b', 'a/b', '..', 'a:b', "'a`b'", '__proto__', '"a\u0007b"'])(
    'refuses the host name %s',
    async (name) => {
      const problems = await problemsOf(`ok\n${name}\n`);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain('error bad-host-name hosts.ini:2:1');
    },
  );

  test('says of a pattern once what is wrong with its names', async () => {
    expect(await problemsOf('w[1:3000]$x\n')).toHaveLength(1);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('refuses the variable %s', async (name) => {
    expect(await problemsOf(`h ${name}=1\n`)).toEqual([
      `error forbidden-key hosts.ini:1:3 the name "${name}" is refused`,
    ]);
  });

  test('refuses variables with a meaning of their own', async () => {
    expect(await problemsOf('h facts=1\n[all:vars]\ngroups=x\n')).toEqual([
      'error bad-value hosts.ini:3:8 the variable "groups" cannot be set',
      'error bad-value hosts.ini:1:9 the variable "facts" cannot be set',
    ]);
  });

  test('warns of what Ansible passes over silently', async () => {
    expect(await problemsOf('h1 password=ab#cd\nh2:22\n[g]\nh2:23\nh1 # fine\n[h1]\n')).toEqual([
      'warning inventory-syntax hosts.ini:1:15 a comment begins here, in the middle of a word',
      'warning inventory-syntax hosts.ini:4:1 the port 23 of "h2" is ignored: the host is already known without it',
      'warning inventory-syntax hosts.ini:1:1 "h1" is a host and a group; patterns mean the group',
    ]);
  });

  test('names every group of a circle', async () => {
    const { diagnostics } = await readScratch({
      'hosts.ini': '[a:children]\nb\n[b:children]\nc\n[c:children]\na\n[d:children]\nd\n[e:children]\nall\n',
    });
    expect(shown(diagnostics)).toEqual([
      'error group-cycle hosts.ini:10:1 groups are each other’s children: all → e → all',
      'error group-cycle hosts.ini:6:1 groups are each other’s children: a → b → c → a',
      'error group-cycle hosts.ini:8:1 groups are each other’s children: d → d',
    ]);
    expect(diagnostics[1]?.related?.map((each) => each.message)).toEqual([
      '"b" is a child of "a"',
      '"c" is a child of "b"',
    ]);
  });
});

describe('a value in an INI inventory', () => {
  test('that a number would show differently stays text', async () => {
    const { inventory } = await readScratch({ 'hosts.ini': 'h a=1.0 b=12345678901234567890 c=1e3 d=1.5\n' });
    const [layer] = inventory.hosts.get('h')?.layers ?? [];
    expect([...(layer?.variables.values() ?? [])].map((each) => each.type === 'scalar' && each.value)).toEqual([
      '1.0',
      '12345678901234567890',
      '1e3',
      1.5,
    ]);
  });

  test('keeps its place, so that a mistake in a template can be pointed at', async () => {
    const text = 'h a="{{ x }}" b={{y}}\n[all:vars]\nc =  {{ z }}  \n';
    const { inventory } = await readScratch({ 'hosts.ini': text });
    const values = inventory.hosts.get('h')?.layers.flatMap((layer) => [...layer.variables.values()]) ?? [];
    expect(values.map((value) => value.type === 'scalar' && [value.value, value.textStart])).toEqual([
      ['{{ z }}', text.indexOf('{{ z')],
      ['{{ x }}', undefined],
      ['{{y}}', text.indexOf('{{y')],
    ]);
  });
});
