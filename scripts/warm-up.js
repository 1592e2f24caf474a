// Makes V8's code cache of dist/program: runs it as people do, so that the cache holds the functions that a start needs and
// no others. (A cache of all functions takes longer to read than it saves: docs/adr/003.) Writes nothing but the cache, and
// speaks with nobody but an SSH server of its own on the loopback device.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ssh2 from 'ssh2';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const recorded = ['-r', path('record-code-cache.cjs'), path('../bin/rackwright.js')];

/** @throws when a command fails */
export async function warmUp() {
  const scratch = mkdtempSync(join(tmpdir(), 'rackwright-warm-up-'));
  const server = await startServer();
  try {
    writeFileSync(join(scratch, 'hosts'), `warm ${connectionTo(server, scratch)}\n[web]\nwarm\n`);
    writeFileSync(join(scratch, 'greeting.hbs'), '{{#each lines}}{{this}}\n{{/each}}{{default missing "x"}}\n');
    writeFileSync(join(scratch, 'site.yml'), playbook);
    for (const words of [
      ['--version'],
      ['--help'],
      ['doc', 'file'],
      ['inventory', '-i', 'hosts', '--graph'],
      ['validate', 'site.yml', '-i', 'hosts'],
      ['plan', 'site.yml', '-i', 'hosts'],
      ['exec', 'web', 'true', '-i', 'hosts', '--check'],
      // Once more, with what the others have left: V8 may have dropped what was not used for long.
      ['plan', 'site.yml', '-i', 'hosts'],
    ])
      await run(words, scratch);
  } finally {
    server.close();
    rmSync(scratch, { recursive: true });
  }
}

const playbook = `
- hosts: web
  vars:
    lines: [one, two]
    mode: "0644"
  tasks:
    - name: the directory of {{ inventory_hostname }}
      file: {path: /etc/rackwright-warm-up, state: directory, mode: "0755"}
      register: made
    - template: {src: greeting.hbs, dest: /etc/rackwright-warm-up/greeting, mode: "{{ mode }}"}
      notify: again
    - copy: {content: "{{ item }}", dest: "/etc/rackwright-warm-up/{{ item }}"}
      loop: "{{ lines }}"
      when: inventory_hostname in groups['web'] and lines | length > 1
    - line: {path: /etc/hosts, line: "# {{ inventory_hostname }}"}
      tags: [hosts]
    - package: {name: coreutils}
      when: made is defined
    - command: {cmd: "true", creates: /etc/hosts}
  handlers:
    - name: again
      command: {cmd: "true", always: true}
`;

function connectionTo(server, scratch) {
  const { address, port } = server.address();
  const knownHosts = join(scratch, 'known_hosts');
  writeFileSync(knownHosts, `[${address}]:${port} ${server.publicKey}\n`);
  const variables = {
    ansible_host: address,
    ansible_port: port,
    ansible_user: 'warm',
    ansible_password: 'up',
    ansible_ssh_common_args: `'-F none -o UserKnownHostsFile=${knownHosts} -o IdentityAgent=none'`,
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** As most hosts have. Of those that ssh2 makes one in 256 cannot be read: the public part has lost its leading zero. */
function ed25519Key() {
  const key = ssh2.utils.generateKeyPairSync('ed25519');
  return ssh2.utils.parseKey(key.private) instanceof Error ? ed25519Key() : key;
}

/** Lets in who knows the password, and runs commands in a shell as this user. */
async function startServer() {
  const key = ed25519Key();
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    client.on('error', () => client.end());
    client.on('authentication', (context) => {
      if (context.method === 'password' && context.password === 'up') context.accept();
      else context.reject(['password']);
    });
    client.on('session', (accept) => accept().on('exec', (start, _, { command }) => serve(start(), command)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(server, { publicKey: key.public });
}

function serve(channel, command) {
  const child = spawn('/bin/sh', ['-c', command]);
  channel.pipe(child.stdin).on('error', () => channel.resume());
  child.stdout.on('data', (data) => channel.write(data));
  child.stderr.on('data', (data) => channel.stderr.write(data));
  child.on('close', (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}

function run(words, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...recorded, ...words], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data) => (said += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`rackwright ${words.join(' ')} ended with ${code}: ${said}`));
    });
  });
}
