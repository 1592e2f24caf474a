import type { Counted, Coverage } from './coverage.ts';

/** What `rackwright import` prints and writes as IMPORT.md. */
export function report(coverage: Coverage, leftOut: number): string {
  const files = [...coverage.files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `| ${kind} | ${count} |`);
  return `# Import from Ansible

| | converted | left as it was | share |
|---|---|---|---|
${row('tasks', 'tasks', coverage)}
${row('expressions and statements of templates', 'expressions', coverage)}

What was left is marked: tasks with \`# NOT CONVERTED: reason\`, expressions with \`unconverted\`. \`rackwright validate\` refuses each of them
with its place, so that nothing gets lost; write them anew.

| files | number |
|---|---|
${files.join('\n')}
| left out (tests and dot files) | ${leftOut} |

${reasons('Tasks', 'tasks', coverage)}${reasons('Expressions', 'expressions', coverage)}## What to look at

- \`true\`, \`false\` and numbers such as 1.0 are shown as YAML writes them; Python shows \`True\`, \`False\`, \`1.0\`. A list or map that is shown
  as it is, and null, are errors.
- \`default\` also replaces null.
- \`{{#each}}\` over a map gives its values; Jinja's \`for\` gives its keys. Where files of variables say that it is a map, \`keys\` was written.
- YAML that \`to_nice_yaml\` made has another layout, and no line end behind it.
- A condition must be true or false: \`when: name\` of a text is refused; write \`name | length > 0\`.
- Commands run every time, as before (\`always: true\`); better say when they are needed.
- \`changed_when\`, \`failed_when\` and \`until\` of a resource are refused: how it went is read from the host.
- \`check_mode: false\` is left out: a plan looks, and runs no commands.
- \`include_tasks\` is read before the run, as \`import_tasks\` is.
`;
}

function row(title: string, what: Counted, { counts }: Coverage): string {
  const { converted, marked } = counts[what];
  const share = converted + marked === 0 ? '–' : `${Math.floor((100 * converted) / (converted + marked))} %`;
  return `| ${title} | ${converted} | ${marked} | ${share} |`;
}

function reasons(title: string, what: Counted, coverage: Coverage): string {
  const found = coverage.reasons(what);
  if (found.length === 0) return '';
  const rows = found.map(
    ({ reason, count, files }) =>
      `| ${reason.replaceAll('|', '\\|').replaceAll('\n', ' ')} | ${count} | ${files.join(', ')} |`,
  );
  return `## ${title} that were left\n\n| why | how often | where |\n|---|---|---|\n${rows.join('\n')}\n\n`;
}
