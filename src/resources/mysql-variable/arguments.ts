import type { ArgumentsSchema } from '../../arguments.ts';

export const mysqlVariableArguments: ArgumentsSchema = {
  summary: 'Keeps a global variable of MariaDB or MySQL, now and at the next start.',
  details: `Now: the running server has the value (\`SET GLOBAL\`, through its own socket, so this needs root there). At the next start: a drop-in file that is read late says so. Either can be left out: a
variable that only counts at a start has \`runtime: false\` (then notify what restarts the server, or do that deliberately), and one that must not outlive this process has \`persist: false\`: who
may write, above all.

Values are compared as the server means them: \`64M\` is 67108864, \`true\` is \`ON\`. That a later file overrules the drop-in is not looked for. Connections that are open keep what they had of variables
that each connection copies.`,
  properties: {
    name: {
      description: 'Its name, with underscores.',
      type: 'string',
      aliases: ['variable'],
      pattern: '^[a-z][a-z0-9_]*$',
    },
    value: { description: 'Its value.', type: ['string', 'number', 'boolean'] },
    runtime: { description: 'The running server gets it.', type: 'boolean', default: true },
    persist: { description: 'The next start gets it.', type: 'boolean', default: true },
    file: {
      description: 'The drop-in file; `zz-rackwright.cnf` where the package reads such files when not given.',
      type: 'string',
      pattern: '^/.*\\.cnf$',
    },
  },
  required: ['name', 'value'],
  examples: [
    `- name: more connections
  mysql_variable: {name: max_connections, value: 400}`,
    `- name: nobody writes here until the server is started again
  mysql_variable: {name: read_only, value: true, persist: false}`,
  ],
};
