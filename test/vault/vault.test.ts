import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { vaultSnippet } from '../../src/cli/vault/snippet.ts';
import { render } from '../../src/language/render.ts';
import { sealedIn } from '../../src/language/sealed-in.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { newIdentity, sealAge } from '../../src/vault/age.ts';
import { Keyring } from '../../src/vault/keyring.ts';
import { Vault } from '../../src/vault/vault.ts';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd, ProgramSettings } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
let cwd: string;
let identity: string;
let recipient: string;
const secret = 'zebra horse"43';

beforeAll(async () => {
  ({ identity, recipient } = await newIdentity());
});

beforeEach(() => {
  cwd = mkdtempSync(join(root, 'vault-'));
  writeFiles(cwd, {
    key: `${identity}\n`,
    'vault-recipients.txt': `# team\n${recipient}\n`,
    'hosts.yml': 'db: {hosts: {h1: {ansible_connection: local}}}\nweb: {hosts: {w1: {ansible_connection: local}}}\n',
  });
  chmodSync(join(cwd, 'key'), 0o600);
});

const rackwright = (words: readonly string[], more: Partial<ProgramSettings> = {}): Promise<ProgramEnd> =>
  runProgram(words, { cwd, ...more });

async function snippet(name: string, value: string): Promise<string> {
  return vaultSnippet(name, await sealAge(Buffer.from(value), { recipients: [recipient] }));
}

test('any text survives encryption, the file and rendering', async () => {
  const keys = { identityFiles: [join(cwd, 'key')], passwordFiles: [], ask: undefined, show: (path: string) => path };
  const vault = new Vault(new Keyring(keys), () => undefined);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const { value, diagnostics } = readYaml({ name: 'x.yml', text: await snippet('it', text) });
      expect(diagnostics).toEqual([]);
      expect(await vault.open(sealedIn(value!))).toEqual([]);
      expect(render(value!, {})).toMatchObject({ it: text });
    }),
    { numRuns: 20, examples: [['{{ x }}'], ['\n'], [' # no'], ['']] },
  );
});

describe('a secret shows up nowhere', () => {
  test.each(['run', 'plan', 'verify'])('in %s, however it is used', async (command) => {
    writeFiles(cwd, {
      'group_vars/db/vault.yml': `whole: ${JSON.stringify(secret)}\nurl: "db://u:{{ whole }}@h"\n`,
      'group_vars/db/main.yml': `${await snippet('single', secret)}list: ["{{ single }}"]\n`,
      'files/key.txt': `${secret}\n`,
      't.hbs': '{{ whole }} {{ b64encode (concat "u:" single) }} {{ json single }}\n',
      'play.yml': `- hosts: db
  gather_facts: false
  tasks:
    - debug: {msg: "{{ url }} {{ single }}"}
    - debug: {msg: "{{ item }} {{ file 'key.txt' }}"}
      loop: "{{ list }}"
    - copy: {content: "pw={{ whole }}", dest: ${cwd}/out, mode: "0600"}
    - copy: {src: key.txt, dest: ${cwd}/out2, mode: "0600"}
    - template: {src: t.hbs, dest: ${cwd}/out3, mode: "0600"}
    - name: "task {{ single }}"
      shell: {cmd: "cat ${cwd}/out ${cwd}/out3; base64 ${cwd}/out2; echo {{ single }} >&2; exit 1", always: true}
`,
    });
    expect(await rackwright(['vault', 'encrypt', 'group_vars/db/vault.yml', 'files/key.txt'])).toMatchObject({
      code: 0,
    });
    const end = await rackwright([command, 'play.yml', '-i', 'hosts.yml', '-v', '--vault-identity', 'key']);
    const said = JSON.stringify(end.events) + end.out + end.err;
    expect(said).toContain('***');
    for (const form of [secret, 'zebra', 'horse', Buffer.from(secret).toString('base64').slice(0, -2)])
      expect(said).not.toContain(form);
    expect(end.events.filter((event) => event.type === 'task.finished')).not.toHaveLength(0);
    if (command === 'run') expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(`pw=${secret}`);
    const explained = await rackwright([
      'inventory',
      '-i',
      'hosts.yml',
      '--host',
      'h1',
      '--explain',
      'url',
      '--vault-identity',
      'key',
    ]);
    expect(explained.out).toContain('url of h1: "***"\nwritten, the marked one counts:\n=> "*** (encrypted)"\n');
    expect(explained.out).toContain('group_vars/db/vault.yml:2:6  (inventory, group)');
  });
});

describe('keys', () => {
  beforeEach(async () => {
    writeFiles(cwd, {
      'group_vars/db.yml': await snippet('single', secret),
      'play.yml':
        '- {hosts: all, gather_facts: false, tasks: [{debug: {msg: "{{ single }}"}, when: "\'db\' in group_names"}]}\n',
    });
  });

  test.each([
    ['none', [], 'there is none at hand'],
    ['another', ['--vault-identity', 'other'], 'none of the keys at hand opens this'],
    ['one that others can read', ['--vault-identity', 'open'], 'can be read by others'],
    ['no key at all', ['--vault-identity', 'hosts.yml'], 'can be read by others'],
  ])('%s: said before the first connection, at the value', async (_, words, why) => {
    writeFiles(cwd, { other: `${(await newIdentity()).identity}\n`, open: `${identity}\n` });
    chmodSync(join(cwd, 'other'), 0o600);
    const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));
    const end = await rackwright(['run', 'play.yml', '-i', 'hosts.yml', ...words], { connect });
    expect(end).toMatchObject({ code: 2, events: [] });
    expect(end.err).toContain('group_vars/db.yml:1:16');
    expect(end.err).toContain(why);
  });

  test('are not needed by hosts that do not need the value', async () => {
    expect(await rackwright(['run', 'play.yml', '-i', 'hosts.yml', '-l', 'web'])).toMatchObject({ code: 0 });
  });

  test('what is cut off is said to be damaged', async () => {
    const path = join(cwd, 'group_vars/db.yml');
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(0, 3).join('\n'));
    const end = await rackwright(['run', 'play.yml', '-i', 'hosts.yml', '--vault-identity', 'key']);
    expect([end.code, end.err]).toEqual([2, expect.stringContaining('error[vault-broken] group_vars/db.yml:1:16')]);
  });
});

describe('vault', () => {
  test('keygen, encrypt, view, rekey for another and decrypt: the mode stays', async () => {
    writeFiles(cwd, { 'a.yml': 'x: 1\n', 'b.yml': `# kept\n${await snippet('v', secret)}after: true\n` });
    chmodSync(join(cwd, 'a.yml'), 0o640);
    expect(await rackwright(['vault', 'encrypt', 'a.yml'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'a.yml'), 'utf8')).toMatch(/^-----BEGIN AGE/);
    expect(await rackwright(['vault', 'keygen'])).toMatchObject({ code: 0 });
    expect(statSync(join(cwd, '.rackwright/vault/identity')).mode & 0o777).toBe(0o600);
    const theirs = ['--vault-identity', '.rackwright/vault/identity'];
    expect(await rackwright(['vault', 'view', 'a.yml', ...theirs])).toMatchObject({ code: 2, out: '' });
    expect(await rackwright(['vault', 'rekey', 'a.yml', 'b.yml', '--vault-identity', 'key'])).toMatchObject({
      code: 0,
    });
    expect(await rackwright(['vault', 'view', 'a.yml', ...theirs])).toMatchObject({ code: 0, out: 'x: 1\n' });
    expect(readFileSync(join(cwd, 'b.yml'), 'utf8')).toMatch(
      /^# kept\nv: !vault \|\n {2}-----BEGIN.*-----\nafter: true\n$/s,
    );
    expect(await rackwright(['vault', 'decrypt', 'a.yml', ...theirs])).toMatchObject({ code: 0 });
    expect([readFileSync(join(cwd, 'a.yml'), 'utf8'), statSync(join(cwd, 'a.yml')).mode & 0o777]).toEqual([
      'x: 1\n',
      0o640,
    ]);
  });

  test('encrypt --value reads the value from standard input', async () => {
    const end = await rackwright(['vault', 'encrypt', '--value', 'pw'], { answers: [`${secret}\n`] });
    expect(end.out).toMatch(/^pw: !vault \|\n {2}-----BEGIN AGE ENCRYPTED FILE-----\n/);
    writeFiles(cwd, {
      'e.yml': end.out,
      'p.yml': '- {hosts: h1, gather_facts: false, tasks: [{assert: {that: ["pw | length == 14"]}}]}\n',
    });
    const run = ['run', 'p.yml', '-i', 'hosts.yml', '-e', '@e.yml', '--vault-identity', 'key'];
    expect(await rackwright(run)).toMatchObject({ code: 0 });
  });

  test('edit gives the editor a private copy and leaves nothing behind', async () => {
    writeFiles(cwd, {
      'a.yml': 'x: 1\n',
      ed: `#!/bin/sh\nstat -c %a "$(dirname "$1")" > ${cwd}/seen\necho "$1" >> ${cwd}/seen\necho 'y: 2' >> "$1"\n`,
    });
    chmodSync(join(cwd, 'ed'), 0o755);
    await rackwright(['vault', 'encrypt', 'a.yml']);
    const before = process.env['VISUAL'];
    process.env['VISUAL'] = join(cwd, 'ed');
    try {
      expect(await rackwright(['vault', 'edit', 'a.yml', '--vault-identity', 'key'])).toMatchObject({ code: 0 });
    } finally {
      if (before === undefined) delete process.env['VISUAL'];
      else process.env['VISUAL'] = before;
    }
    const [mode, copy = ''] = readFileSync(join(cwd, 'seen'), 'utf8').split('\n');
    expect(mode).toBe('700');
    expect(() => statSync(copy)).toThrow();
    expect(await rackwright(['vault', 'view', 'a.yml', '--vault-identity', 'key'])).toMatchObject({
      out: 'x: 1\ny: 2\n',
    });
  });
});
