import { workload } from '../workload.ts';

/** The workload as a deploy of pyinfra 2.9 or 3: Python. */
export function pyinfraDeploy(): string {
  const { groups, users, directories, templates, files, lines, sysctls, packages, services, commands } = workload;
  const root = { user: 'root', group: 'root' };
  const variables = Object.entries(workload.variables).map(([name, value]) => `${name}=${literal(value)}`);
  const calls = [
    ...groups.map(({ name, gid }) => call('server.group', { name: `group ${name}`, group: name, gid })),
    ...users.map(({ name, uid, group, home }) => {
      const without = { shell: '/usr/sbin/nologin', ensure_home: false, create_home: false };
      return call('server.user', { name: `user ${name}`, user: name, uid, group, home, ...without });
    }),
    ...directories.map(({ path, mode, owner, group }) =>
      call('files.directory', { name: `directory ${path}`, path, mode, user: owner, group }),
    ),
    ...templates.map(({ source, path, mode }) => {
      const words = { name: `template ${path}`, src: `templates/${source}`, dest: path, mode, ...root };
      return call('files.template', words, ['inventory_hostname=host.name', ...variables]);
    }),
    ...[...files, ...sysctls].map(({ source, path, mode }) =>
      call('files.put', { name: `file ${path}`, src: `files/${source}`, dest: path, mode, ...root }),
    ),
    ...lines.map(({ path, key, line }) =>
      call('files.line', { name: `line ${path}`, path, line: `${key} = .*`, replace: line }),
    ),
    ...packages.map((name) => call('apt.packages', { name: `package ${name}`, packages: [name] })),
    ...services.map((name) =>
      call('systemd.service', { name: `service ${name}`, service: name, running: true, enabled: true }),
    ),
    ...commands.map(({ argv, creates }) => {
      const run = call('server.shell', { name: `command ${creates}`, commands: [argv.join(' ')] });
      return `if not host.get_fact(File, path=${literal(creates)}):\n    ${run}`;
    }),
  ];
  return `${head}\n${calls.join('\n')}\n`;
}

const head = `from pyinfra import config, host
from pyinfra.facts.files import File
from pyinfra.operations import apt, files, server, systemd

config.SUDO = True
`;

function call(operation: string, words: object, more: readonly string[] = []): string {
  const named = Object.entries(words).map(([name, value]) => `${name}=${literal(value)}`);
  return `${operation}(${[...named, ...more].join(', ')})`;
}

/** JSON is Python but for three words. */
function literal(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
