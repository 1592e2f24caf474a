// `npm run docs`: writes the generated pages; `--check` only compares them and fails when one is out of date.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actions } from '../dist/actions/registry.js';
import { definitionPage } from '../dist/cli/definition-page.js';
import { keywordPage } from '../dist/cli/keyword-page.js';
import { diagnosticCodes } from '../dist/diagnostics/codes.js';
import { systemFactNames } from '../dist/facts/system-fact-names.js';
import { connectionNames } from '../dist/inventory/connection-names.js';
import { inventorySchema, variablesSchema } from '../dist/inventory/json-schema.js';
import { magicNames } from '../dist/inventory/magic-names.js';
import { precedence } from '../dist/inventory/precedence.js';
import { playbookSchema } from '../dist/playbook/json-schema.js';
import { definitions } from '../dist/resources/registry.js';

const docs = fileURLToPath(new URL('../docs', import.meta.url));
const kinds = [...definitions, ...actions].toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
const pages = new Map([
  ...kinds.map((each) => [`resources/${each.kind}.md`, definitionPage(each)]),
  ['resources/README.md', index()],
  ['keywords.md', keywordPage()],
  ['errors.md', errors()],
  ['variables.md', variables()],
  ['inventory.schema.json', `${JSON.stringify(inventorySchema(), undefined, 2)}\n`],
  ['vars.schema.json', `${JSON.stringify(variablesSchema(), undefined, 2)}\n`],
  ['playbook.schema.json', `${JSON.stringify(playbookSchema(kinds), undefined, 2)}\n`],
]);

const check = process.argv.includes('--check');
const wrong = [...pages].filter(([name, text]) => current(name) !== text).map(([name]) => name);
const orphans = readdir('resources')
  .map((name) => `resources/${name}`)
  .filter((name) => !pages.has(name));
if (check) {
  for (const name of [...wrong, ...orphans]) console.error(`docs/${name} is out of date: run \`npm run docs\``);
  process.exitCode = wrong.length + orphans.length > 0 ? 1 : 0;
} else {
  mkdirSync(join(docs, 'resources'), { recursive: true });
  for (const name of wrong) writeFileSync(join(docs, name), pages.get(name));
  for (const name of orphans) rmSync(join(docs, name));
  console.log(`docs: ${wrong.length} written, ${orphans.length} removed, ${pages.size - wrong.length} unchanged`);
}

function index() {
  const rows = kinds.map(
    ({ kind, aliases, schema }) =>
      `| [\`${kind}\`](${kind}.md) | ${aliases.map((each) => `\`${each}\``).join(', ')} | ${schema.summary} |`,
  );
  return `# Resources and actions\n\n| name | also | what it is |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function errors() {
  const rows = Object.entries(diagnosticCodes).map(
    ([code, meaning]) => `| [\`${code}\`](errors/${code}.md) | ${meaning} |`,
  );
  return `# Errors

Every problem carries one of these codes. \`rackwright doc error CODE\` shows its page: why it is an error, an example that
has it, and the mended form. The examples are run by the tests; where a page shows no \`hosts.ini\`, that has the group
\`web\` with \`web1\` and \`web2\`.

| code | meaning |
|---|---|
${rows.join('\n')}
`;
}

function variables() {
  const levels = precedence.map((each, position) => `| ${position + 1} | ${each.title} | ${each.where} |`);
  const magic = Object.entries(magicNames).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
  const connection = Object.entries(connectionNames).map(([name, each]) => `| \`${name}\` | ${each.description} |`);
  const facts = systemFactNames.map((each) => `| \`facts.${each.name}\` | ${each.type} | ${each.description} |`);
  return `# Variables

## Precedence

Of several values the one furthest down counts.

| | level | where it is written |
|---|---|---|
${levels.join('\n')}

\`rackwright inventory --explain NAME --host HOST\` shows the value, where it comes from
and what it overrides; with \`--playbook FILE\` also what plays and roles set.

## Lookups on the controller

| in templates | in conditions | what it gives |
|---|---|---|
| \`{{env "HOME"}}\`, \`{{lookup "env" "HOME"}}\` | \`lookup('env', 'HOME')\` | an environment variable |
| \`{{file "motd.txt"}}\`, \`{{lookup "file" "motd.txt"}}\` | \`lookup('file', 'motd.txt')\` | the text of a file without the white space at its end, found as \`copy\` finds it |

What is missing is an error; \`default="…"\` behind the name, or the helper or filter \`default\`, gives a fallback. The name of a file
cannot come from facts or results of hosts. Encrypted files are opened, see [vault](vault.md).

## Names with a meaning of their own

| name | what it is |
|---|---|
${magic.join('\n')}

## How a host is reached

| name | what it is |
|---|---|
${connection.join('\n')}

## Facts

| name | type | what it is |
|---|---|---|
${facts.join('\n')}
`;
}

function current(name) {
  try {
    return readFileSync(join(docs, name), 'utf8');
  } catch {
    return undefined;
  }
}

function readdir(name) {
  try {
    return readdirSync(join(docs, name));
  } catch {
    return [];
  }
}
