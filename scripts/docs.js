// `npm run docs`: writes the generated pages; `--check` only compares them and fails when one is out of date.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertsPage } from './alerts-page.js';
import { grafanaDashboards } from './grafana-dashboards.js';
import { actions } from '../dist/actions/registry.js';
import { rules } from '../dist/audit/rules/registry.js';
import { fateNames } from '../dist/audit/site.js';
import { definitionPage } from '../dist/cli/definition-page.js';
import { keywordPage } from '../dist/cli/keyword-page.js';
import { diagnosticCodes } from '../dist/diagnostics/codes.js';
import { systemFactNames } from '../dist/facts/system-fact-names.js';
import { connectionNames } from '../dist/inventory/connection-names.js';
import { inventorySchema, variablesSchema } from '../dist/inventory/json-schema.js';
import { magicNames } from '../dist/inventory/magic-names.js';
import { precedence } from '../dist/inventory/precedence.js';
import { helpers } from '../dist/language/template/helpers.js';
import { filters } from '../dist/language/condition/filters.js';
import { filterMeanings } from '../dist/language/condition/filter-meanings.js';
import { tests } from '../dist/language/condition/tests.js';
import { playbookSchema } from '../dist/playbook/json-schema.js';
import { definitions } from '../dist/resources/registry.js';

const docs = fileURLToPath(new URL('../docs', import.meta.url));
const kinds = [...definitions, ...actions].toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
const pages = new Map([
  ...kinds.map((each) => [`resources/${each.kind}.md`, definitionPage(each)]),
  ['resources/README.md', index()],
  ['keywords.md', keywordPage()],
  ['errors.md', errors()],
  ['audit.md', audit()],
  ['alerts.md', alertsPage()],
  ...grafanaDashboards(),
  ['variables.md', variables()],
  ['inventory.schema.json', `${JSON.stringify(inventorySchema(), undefined, 2)}\n`],
  ['vars.schema.json', `${JSON.stringify(variablesSchema(), undefined, 2)}\n`],
  ['templates.md', templates()],
  ['playbook.schema.json', `${JSON.stringify(playbookSchema(kinds), undefined, 2)}\n`],
]);

const check = process.argv.includes('--check');
const wrong = [...pages].filter(([name, text]) => current(name) !== text).map(([name]) => name);
const orphans = ['resources', 'grafana']
  .flatMap((directory) => readdir(directory).map((name) => `${directory}/${name}`))
  .filter((name) => !pages.has(name));
if (check) {
  for (const name of [...wrong, ...orphans]) console.error(`docs/${name} is out of date: run \`npm run docs\``);
  process.exitCode = wrong.length + orphans.length > 0 ? 1 : 0;
} else {
  for (const directory of ['resources', 'grafana']) mkdirSync(join(docs, directory), { recursive: true });
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

function audit() {
  const pages = rules.map(({ id, title, explanation }) => `### ${id}: ${title}\n\n${explanation}\n`);
  return `# The audit of a design

\`rackwright audit -i INVENTORY\` judges the [topology](topology.md) and says what will hurt: worst first, each
finding with what it rests on (file:line:column), why it matters, and what to change. \`--format json\` and \`--format sarif\` are for
machines. It ends with 4 when something of severity HIGH is found that nobody has waived, else with 0.

Who bears a finding says so in the inventory, for the group \`all\`, with a reason and a last day; behind that it counts again:

\`\`\`yaml
audit_waivers:
  - {id: T4, about: service https, reason: the second load balancer comes in March, until: "2027-03-31"}
\`\`\`

## What it looks at

- \`rackwright audit\`: the topology and what hosts say they share. Nothing is connected to.
- \`rackwright audit PLAYBOOK\`: also the configurations that the playbook would put on its hosts (\`template\`, \`copy\` with \`content\`, \`config_tree\`), rendered for each host and compared
  across hosts: HAProxy, nginx, MariaDB, PHP's pools, Prometheus. What needs facts is rendered with \`--facts FILE\` (\`rackwright facts all >FILE\`); what needs results of tasks cannot be
  told without a run. Both are noted, and nothing is guessed.
- \`rackwright audit --live\`: also the hosts themselves, as root and with one request each that writes nothing: configurations, listening sockets, certificates that are shown, database
  servers, managers of firewalls, packages with newer versions, addresses of interfaces, revocation lists, keys that others may read, limits of units, and whom hosts ask for names,
  time and packages. Whoever does not answer is told of, and not judged. What is seen stands above what a playbook renders.

Limits: what a service is for is told from its name and ports, and by who hands requests on to whom. Of configurations only what the rules name is understood; blocks of nginx are
not told apart. A rule says nothing of a host whose evidence it does not have.

## What the inventory may say besides

| variable | what for |
|---|---|
| \`rack\`, \`switch\`, \`pdu\`, … | what a host may be lost with (T9, kill-one) |
| \`audit_peak_qps\` | requests a second in the busiest minute, where no collector knows it (T8) |
| \`prometheus_web_capacity\` | requests a second that each web server can answer: \`playbooks/capacity.yml\` prints it (T8) |
| \`mysql_backup_host\` | who fetches backups (T2c, T5) |
| \`ansible_connection: local\` | which host is the controller (T5) |

## The picture

\`rackwright audit --picture site.svg\` draws who talks to whom: hosts that offer the same in one box, green lines for TLS, dashed red ones for plain text, and in red the hosts without
which requests, writes or alerts are lost. Administration (\`ssh\`) is left out, because it goes everywhere.

## What survives each loss

\`rackwright audit kill-one -i INVENTORY\` takes each host, each thing that hosts say they share (${fateNames.map((each) => `\`${each}\``).join(', ')}) and each service
away from the model, one at a time and for good, and prints what becomes of requests (for each service that clients reach first), writes and data (for
each database) and alerts; \`--format json\` has the reason of every cell.

| cell | what it says |
|---|---|
| \`kept\` | it goes on, at most after seconds in which others take over by themselves |
| \`partly\` | for some clients only |
| \`by command\` | when somebody gives the command that stands below the matrix |
| \`at risk\` | what was acknowledged last may be gone |
| \`dead man\` | only who misses the sign of life outside of the site is told (\`alertmanager_deadman_url\`) |
| \`lost\` | it is not there until what is lost comes back |
| \`unknown\` | nothing in the inventory tells |

The model: a request needs one server of every service on its way; an address that moves needs a service \`proto: vrrp\`. Databases called \`mysql\` or \`mariadb\` are what
the role \`mysql\` makes of them: the writer is \`mysql_primary\`, else the first of the group, whoever has taken over since; \`mysql_durability\` says whether a commit waits for a replica. A
service with port 4567 beside them makes them a group in which a majority agrees; who has that port and is none of them is an arbitrator, with a vote and no data. Requests are those that need no database. Alerts are those of hosts that call exporters.

\`npm run drill:kill-one\` proves it: it makes the site of this repository with its databases and monitoring on eight lab hosts, takes each host away in turn (\`--how power-off\`,
\`link-down\` or \`freeze\`; \`--only HOST,HOST\`) while clients ask the shared address and write, and prints predicted beside measured, with seconds. It ends with 1 when they disagree.

## One cell, measured

\`rackwright drill HOST -i INVENTORY\` takes a host of your own [lab](lab.md) away (\`--how power-off\`, \`link-down\`, \`freeze\`) while a client asks the first service that speaks TLS, at the shared
address, and another one writes into a database of its own (\`rackwright_drill\`). It fails over where nobody writes any more, waits for an alert, brings the host back, lets databases rejoin,
and prints what \`audit kill-one\` predicts beside what was measured: seconds to the last failed request, seconds without a write (RTO), writes that were acknowledged and are gone (RPO),
seconds to the alert. 1 when they disagree. In parentheses stands what nobody looked at: a service that the site does not have, and who misses a sign of life outside of it.

Anything but a lab is refused: every host of the inventory must be a running host of this directory's lab, at its own address. A failover needs \`mysql_fence_command\`; for a lab with podman
it is \`[sh, -c, "podman kill NAME; podman stop --time 0 NAME"]\`, with the names that \`podman ps\` shows: podman stops nothing that is frozen.

Measured on eight lab hosts with two busy cores: each of the eight was taken away by each of \`power-off\`, \`link-down\` and \`freeze\` (frozen were five by \`drill:kill-one\`'s own code and four, db1 twice, by \`rackwright drill\`). Predicted and measured
agreed, and no write that was acknowledged was gone. Of the latter two: the last failed request came at most 2.1 s after the loss. Without the primary nobody wrote for 48 s, of which the drill waits 35 before it gives the command; the busy machine alone made up to 15 s
without a write when a host was lost that no write needs. An alert that names the host came after 33 to 53 s, and after 70 to 93 s for a frozen one: its kernel answers pings, so that its exporters and probes are told of, and not \`HostDown\`.
A freeze stops all processes of a host and leaves its addresses to its kernel; what a machine does that is stopped as a whole is what \`link-down\` shows.

## Remedies, tried

\`npm run drill:remedies\` makes one thing after the other bad on lab hosts, has \`audit PLAYBOOK --live\` find it, does what the finding says, and looks again; where something can be seen past
Rackwright (a client's header on the wire behind a load balancer, a refused connection) that must be gone as well. \`--only RULE,RULE\` tries some, \`--on edge\`, \`--on databases\` and \`--on votes\` those of one of its
three sites. All rules are among them. Some look for more than the audit does:

| rule | what is seen before, and not after |
|---|---|
| T1, T1c | a client's header, a query, in the clear on the wire |
| T2d | a database server that refuses to write while rack a is cut off; an even \`wsrep_cluster_size\` |
| T3 | the kernel kills the database when a process of nginx's unit takes the last memory of its host, which is made that small from outside: lab hosts have no memory controller that a \`MemoryMax\` could count on |
| T9c | no name, no package to be had while the only server is away |
| T10 | a client that one of two web hosts does not know, by its session or by what it has uploaded |
| P1 | nginx working with the OpenSSL of before, although the host has the new one |
| R2 | for a service that no host offers, a run that says so; that a load balancer is not let in is an error of the topology already |

Of T2b it shows both ways back: no record at all, and one that is 91 days old; \`rackwright mysql drill\` leaves INFO with the seconds that it measured. The gateway of T9c is only borne (a waiver): routers are none of the site's
hosts. T5's controller, T9 and C1 are a word of the inventory alone, and nothing but their finding is looked at.

## Rules

${pages.join('\n')}`;
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

function templates() {
  const row = (name, usage, says) =>
    `| \`${name}\` | \`${usage.replaceAll('|', '\\|')}\` | ${says.replaceAll('|', '\\|')} |`;
  const sorted = (map) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const helperRows = sorted(helpers).map(([name, { usage, says }]) => row(name, usage, says));
  const filterRows = sorted(filters).map(([name, { params, required }]) => {
    const shown = params.map((param, index) => (index < required ? param : `[${param}]`)).join(', ');
    return row(name, `x | ${name}${shown === '' ? '' : `(${shown})`}`, filterMeanings[name] ?? '');
  });
  return `# Templates

Texts in playbooks and inventories, and the files that \`template\` names, are Handlebars. What is unknown is an error with its
place: a variable, a helper, a partial. A value that is exactly one \`{{ … }}\` keeps its type.

- Blocks: \`{{#if x}} … {{else if y}} … {{else}} … {{/if}}\`, \`{{#unless x}}\`, \`{{#each list as |item index|}} … {{else}} … {{/each}}\`,
  \`{{#with map}}\`, and \`{{#let name=value}} … {{/let}}\`, which gives a value a name. False, null, 0, the empty text, the empty list
  and the empty map count as false.
- Inside \`{{#each}}\` and \`{{#with}}\` names are those of the item; \`{{@root.name}}\` is a variable, \`{{../name}}\` the surroundings',
  \`{{@index}}\`, \`{{@key}}\`, \`{{@first}}\` and \`{{@last}}\` tell where the loop is.
- A name with arguments calls a helper; calls nest in parentheses: \`{{join (sort names) ", "}}\`.
- Partials: \`{{> name}}\` or \`{{> name port=8080}}\` puts the template \`name.hbs\` there, from \`templates/\` of the role, then from
  \`templates/\` beside the playbook and in the project. Partials that include each other in a circle are refused.
- Text of other tools that use braces (Prometheus, Grafana, Go, Jinja) stands in \`{{{{raw}}}} … {{{{/raw}}}}\`; a single pair of braces
  can be written \`\\{{\`.
- Nothing is escaped by itself: say for whom with \`sh_quote\`, \`nginx_quote\`, \`sql_quote\`, \`ini_value\`, \`yaml_quote\`, \`json\`. What a
  reader has no way to write is refused.
- There is no "now" and nothing random: a plan must give the same result as the run after it.

## Helpers

Every filter of conditions is a helper, too; its input is the first argument, and its arguments can be given by name.
\`rackwright doc helper NAME\` shows one of them.

| name | use | what it gives |
|---|---|---|
${helperRows.join('\n')}

## Filters of conditions

\`rackwright doc filter NAME\` shows one of them.

| name | use | what it gives |
|---|---|---|
${filterRows.join('\n')}

## Tests of conditions

Behind \`is\` or \`is not\`: ${[...tests.keys()].map((name) => `\`${name}\``).join(', ')}.
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
