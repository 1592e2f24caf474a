import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { newIdentity, sealAge } from '../../src/vault/age.ts';
import { writeFiles } from '../support/write-files.ts';
import type { Cores } from './leaks.ts';
import { positions } from './positions.ts';

/** Words that give the program the keys and the answers of the project. */
export const keysAndAnswers = ['--vault-identity', 'key', '-e', '@answers.yml'];

/**
 * Writes a project in which every position is taken by a secret of its own, read from a vault, save the one that is asked for.
 *
 * @param hosts text of the inventory; `place` in its variables is the directory on the host
 * @param web address of a server that answers `/echo` with the request itself, and refuses everything else in the same way
 */
export async function writeSecretProject(cwd: string, hosts: string, web: string): Promise<Cores> {
  const places = [...Object.keys(positions), 'handler_owed', 'vars_prompt', 'ansible_become_password'];
  const cores = new Map(places.map((place) => [place, core()] as const));
  const { identity, recipient } = await newIdentity();
  const variable = (place: string): string => (place === 'ansible_become_password' ? place : `s_${place}`);
  const valueOf = ([place, text]: readonly [string, string]): string =>
    `${variable(place)}: ${JSON.stringify(`A%${text}/+=z`)}\n`;
  const [prompted, sealed] = [[...cores].filter(isPrompt), [...cores].filter((entry) => !isPrompt(entry))];
  const tasks = Object.entries(positions).map(([place, text]) =>
    text.replaceAll('§', variable(place)).replaceAll('~', '{{ place }}').replaceAll('WEB', web),
  );
  const begin = '\n- file: {path: "{{ place }}", state: directory, mode: "0700"}';
  const own = '\n- copy: {src: own-program, dest: "{{ place }}/own-program", mode: "0700"}';
  writeFiles(cwd, {
    hosts,
    key: `${identity}\n`,
    'answers.yml': prompted.map(valueOf).join(''),
    'group_vars/all/vault.yml': await sealAge(Buffer.from(sealed.map(valueOf).join('')), { recipients: [recipient] }),
    'site.yml': `- hosts: one
  gather_facts: false
  vars_prompt: [{name: s_vars_prompt}]
  tasks:${indented([begin, own, '\n- debug: {msg: "{{ s_vars_prompt }}"}', ...tasks].join(''))}
    - meta: flush_handlers
    - copy: {content: x, dest: "{{ place }}/notifies-for-later", mode: "0600"}
      notify: tell of it later
    - assert: {that: ["1 == 2"], fail_msg: so that the handler stays owed}
  handlers:
    - name: tell it
      debug: {msg: "{{ s_handler }}"}
    - name: tell of it later
      debug: {msg: "{{ s_handler_owed }}"}
`,
    'wrong.yml': '- {hosts: one, roles: [{role: counted, shown_number: "{{ s_role_argument }}"}]}\n',
    'roles/counted/tasks.yml': '- debug: {msg: "{{ shown_number }}"}\n',
    'roles/counted/arguments.yml':
      'description: Counts.\nproperties:\n  shown_number: {description: It., type: string, enum: [one, two]}\nrequired: [shown_number]\n',
    'templates/it.hbs': 'one\npassword={{ it }}\ntwo\n',
    'templates/broken.hbs': 'password={{ it }}{{ from_json it }}\n',
    'files/own-program': '#!/bin/sh\necho "$*"\necho "${TOKEN-}" >&2\n',
    'files/own-script': '#!/bin/sh\necho "$*"\n',
    'roles/shown/tasks.yml': '- debug: {msg: "{{ shown_password }}"}\n',
    'roles/shown/arguments.yml':
      'description: Shows it.\nproperties:\n  shown_password: {description: It., type: string}\nrequired: [shown_password]\n',
  });
  for (const name of ['key', 'answers.yml']) chmodSync(join(cwd, name), 0o600);
  return cores;
}

/** 16 letters and digits, which come up in nothing else. */
function core(): string {
  return [...randomBytes(16)].map((byte) => (byte % 36).toString(36)).join('');
}

function isPrompt([place]: readonly [string, string]): boolean {
  return place === 'vars_prompt';
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
