import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rolesOf = 10;
const groupSize = 50;

/**
 * Writes a playbook of `tasks` tasks, in roles and in the play, and an inventory of `hosts` hosts, in groups of groups with
 * variables of groups and of hosts. The mix of tasks is that of a site: files, templates, lines, packages, services.
 */
export function writeSite(directory, { tasks, hosts }) {
  const write = (name, text) => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  writeInventory(write, hosts);
  const inRole = Math.floor((tasks * 0.8) / rolesOf);
  const roles = Array.from({ length: rolesOf }, (_, index) => `role${index}`);
  for (const role of roles) writeRole(write, role, inRole);
  const own = tasks - inRole * rolesOf;
  write(
    'site.yml',
    `- name: the site
  hosts: all
  become: true
  vars:
    site_port: 8000
    site_names: [alpha, beta, gamma]
  roles: [${roles.join(', ')}]
  tasks:
${indent(tasksOf('site', own), 4)}
  handlers:
${indent(handlers('site'), 4)}
`,
  );
  write('templates/site.conf.hbs', template);
}

function writeInventory(write, hosts) {
  const names = Array.from({ length: hosts }, (_, index) => `node${String(index).padStart(5, '0')}`);
  const groups = Math.ceil(hosts / groupSize);
  const lines = [];
  for (let group = 0; group < groups; group += 1) {
    lines.push(`[rack${group}]`);
    for (const [index, name] of names.slice(group * groupSize, (group + 1) * groupSize).entries())
      lines.push(`${name} ansible_host=198.18.${group % 250}.${index + 1} unit=${index}`);
    write(`inventory/group_vars/rack${group}.yml`, `rack: ${group}\ngateway: "198.18.{{ rack }}.254"\n`);
  }
  for (let row = 0; row * 10 < groups; row += 1) {
    const racks = Array.from({ length: Math.min(10, groups - row * 10) }, (_, index) => `rack${row * 10 + index}`);
    lines.push(`[row${row}:children]`, ...racks, `[row${row}:vars]`, `row=${row}`);
  }
  write('inventory/hosts', `${lines.join('\n')}\n`);
  write(
    'inventory/group_vars/all.yml',
    'domain: example.test\nfqdn: "{{ inventory_hostname }}.{{ domain }}"\nworkers: 4\n',
  );
  for (const [index, name] of names.entries())
    write(
      `inventory/host_vars/${name}.yml`,
      `serial_number: "S${index}"\nlabels: {shelf: ${index % 7}, slot: ${index % 42}}\n`,
    );
}

function writeRole(write, role, count) {
  write(
    `roles/${role}/defaults/main.yml`,
    `${role}_owner: root\n${role}_path: "/etc/${role}/{{ inventory_hostname }}"\n`,
  );
  write(`roles/${role}/tasks/main.yml`, `${tasksOf(role, count)}\n`);
  write(`roles/${role}/handlers/main.yml`, `${handlers(role)}\n`);
  write(`roles/${role}/templates/${role}.conf.hbs`, template);
}

const template = `# {{fqdn}}
{{#each site_names}}
server {{this}}.{{@root.domain}}:{{@root.site_port}}
{{/each}}
{{#if (eq workers 4)}}workers 4{{else}}workers {{workers}}{{/if}}
gateway {{gateway}} slot {{labels.slot}}
`;

function handlers(name) {
  return `- name: restart ${name}
  service: {name: ${name}, state: restarted}`;
}

function tasksOf(name, count) {
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length](name, index)).join('\n');
}

const kinds = [
  (name, index) => `- name: directory ${index} of {{ inventory_hostname }}
  file: {path: "/etc/${name}/d${index}", state: directory, mode: "0755"}`,
  (name, index) => `- name: configuration ${index}
  template: {src: ${name}.conf.hbs, dest: "/etc/${name}/${index}-{{ rack }}.conf", mode: "0644"}
  notify: restart ${name}`,
  (name, index) => `- name: notice ${index}
  copy:
    dest: /etc/${name}/notice${index}
    content: |
      This is {{ fqdn }}, number {{ serial_number }},
      in slot {{ labels.slot }} of rack {{ rack }}.
  register: ${name}_notice${index}`,
  (name, index) => `- name: line ${index}
  line: {path: /etc/${name}/main.conf, line: "listen${index} = {{ gateway }}:{{ site_port }}"}
  when: rack is defined and row == 0
  tags: [lines]`,
  (name, index) => `- name: names ${index}
  copy: {dest: "/etc/${name}/${index}-{{ item }}", content: "{{ item }} on {{ fqdn }}"}
  loop: "{{ site_names }}"
  when:
    - unit | int < 40
    - domain == 'example.test'`,
  (name, index) => `- name: package ${index}
  package: {name: "package-${index % 20}", state: present}`,
  (name, index) => `- name: service ${index}
  service: {name: "${name}-${index}", state: started, enabled: true}
  when: workers > 2`,
  (name, index) => `- name: block ${index}
  when: inventory_hostname in groups['row0']
  vars: {local${index}: "{{ site_port }}"}
  block:
    - command: {cmd: "true {{ local${index} }}", creates: "/run/${name}-${index}"}`,
];

function indent(text, by) {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
