import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

const project = {
  'hosts.yml': `all:
  vars:
    topology:
      services:
        - {name: ssh, on: all, port: ssh, from: 203.0.113.0/24}
        - {name: https, on: lb, port: 443, from: any, tls: terminate, to: app}
        - {name: vrrp, on: lb, proto: vrrp, from: lb}
        - {name: app, on: web, port: 8443, from: lb, tls: re-encrypt}
  children:
    lb: {hosts: {lb1: {ansible_host: 192.0.2.11}, lb2: {ansible_host: 192.0.2.12}}}
    web: {hosts: {web1: {ansible_host: 192.0.2.21}, web2: {ansible_host: 192.0.2.22}}}
`,
  'site.yml': `- hosts: web
  tasks:
    - {name: when it was made, set_fact: {web_port: 8443}}
    - name: the site
      config_tree:
        service: nginx
        files: [{path: conf.d/site.conf, content: "listen {{ web_port }} ssl;\\nproxy_read_timeout {{ facts.processor_vcpus }}m;\\n"}]
- hosts: lb
  tasks:
    - name: the edge
      template: {src: edge.cfg.hbs, dest: /etc/haproxy/haproxy.cfg}
    - {name: asked, command: {cmd: date, always: true}, register: asked}
    - name: what only a run knows
      copy: {content: "{{ asked.stdout }}", dest: /etc/motd}
`,
  'templates/edge.cfg.hbs': `defaults
    timeout client 60s
    timeout server 50s
backend app
{{#each groups.web as |name|}}
    server {{name}} {{lookup (lookup @root.hostvars name) "ansible_host"}}:8443 ssl verify none check
{{/each}}
`,
  'facts.json': '{"web1": {"processor_vcpus": 1}, "web2": {"processor_vcpus": 1}}',
};

async function audit(
  ...words: readonly string[]
): Promise<{ readonly found: readonly string[]; readonly err: string }> {
  const cwd = mkdtempSync(join(root, 'rendered-'));
  writeFiles(cwd, project);
  const { out, err } = await runProgram(['audit', ...words, '-i', 'hosts.yml', '--format', 'json'], { cwd });
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly { readonly id: string; readonly about: string }[];
  };
  return { found: findings.map(({ id, about }) => `${id} ${about}`), err };
}

describe('configurations that a playbook renders', () => {
  test('are compared across hosts, and what is unknown is told', async () => {
    const { found, err } = await audit('site.yml');
    expect(found).toEqual(['T1b host lb1', 'T1b host lb2']);
    expect(err).toBe(
      'note: "the site" cannot be rendered without a run: it needs facts (--facts FILE, or --live) (web1, web2)\n' +
        'note: "what only a run knows" cannot be rendered without a run: "asked" will be set by an earlier task (lb1, lb2)\n',
    );
  });

  test('need facts for some', async () => {
    const { found, err } = await audit('site.yml', '--facts', 'facts.json');
    expect(found).toEqual(['T1b host lb1', 'T1b host lb2', 'T7 host lb1', 'T7 host lb2']);
    expect(err).not.toContain('"the site"');
  });

  test('are left alone without a playbook', async () => {
    expect((await audit()).found).toEqual([]);
  });
});

test('facts that are none are refused', async () => {
  const cwd = mkdtempSync(join(root, 'rendered-'));
  writeFiles(cwd, { ...project, 'facts.json': '[]' });
  const { code, err } = await runProgram(['audit', 'site.yml', '-i', 'hosts.yml', '--facts', 'facts.json'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('facts.json holds no facts');
});
