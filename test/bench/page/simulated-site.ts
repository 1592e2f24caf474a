/** What a password would look like in a page. */
export const password = 'correct-horse-7f3a9d';

/**
 * A site whose hosts are all this machine, each in a directory of its own: `hosts.yml` and `site.yml`. It has a topology, things that
 * change, one that fails on some hosts, and a password in a file that is written.
 * @param place a directory for what hosts write
 */
export function simulatedSite(count: number, place: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `host${String(index + 1).padStart(3, '0')}`);
  const front = Math.max(1, Math.floor(count / 8));
  const line = (name: string, index: number): string =>
    `        ${name}: {host_addresses: [10.0.${Math.floor(index / 250)}.${(index % 250) + 1}], rack: r${index % 4}}`;
  const group = (from: number, to: number): string =>
    names
      .slice(from, to)
      .map((name, index) => line(name, from + index))
      .join('\n');
  return {
    'hosts.yml': `all:
  vars:
    ansible_connection: local
    ansible_become_password: ${password}
    place: ${place}
    topology:
      services:
        - {name: ssh, on: all, port: ssh, from: any}
        - {name: https, on: lb, ports: [80, 443], from: any, tls: terminate, to: app}
        - {name: app, on: web, port: 80, from: lb}
        - {name: node-exporter, on: web, port: 9100, from: lb}
  children:
    lb:
      hosts:
${group(0, front)}
    web:
      hosts:
${group(front, count)}
`,
    'site.yml': `- name: everything
  hosts: all
  tasks:
    - name: its directory
      directory: {path: "{{ place }}/{{ inventory_hostname }}"}
${Array.from(
  { length: 30 },
  (_, index) => `    - name: setting ${index + 1}
      copy:
        dest: "{{ place }}/{{ inventory_hostname }}/setting-${index + 1}.conf"
        content: "name = setting ${index + 1}\\nvalue = ${index * 7}\\nmode = ${index % 2 === 0 ? 'fast' : 'safe'}\\n"
`,
).join('')}    - name: a file with a password
      copy:
        dest: "{{ place }}/{{ inventory_hostname }}/login.conf"
        content: "user = app\\npassword = {{ ansible_become_password }}\\n"
    - name: something that does not work everywhere
      command: {argv: [sh, -c, "case {{ inventory_hostname }} in *7) echo broken >&2; exit 3 ;; esac"]}
      changed_when: false
`,
  };
}
