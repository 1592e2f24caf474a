// The page of all alerts, made of the rule files.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const role = fileURLToPath(new URL('../playbooks/roles/prometheus/', import.meta.url));

export function alertsPage() {
  const rules = readdirSync(`${role}files/rules`)
    .flatMap((name) => read(`files/rules/${name}`).groups.flatMap((group) => group.rules))
    .filter(({ alert }) => alert !== undefined)
    .toSorted((a, b) => (a.alert < b.alert ? -1 : 1));
  const thresholds = Object.entries(read('defaults.yml').prometheus_default_thresholds);
  return `# Alerts

What they are for is in [monitoring](monitoring.md). *Within* is how long it must hold and at most a minute to be seen, judged, grouped and sent; where a second collector must tell it in the place of the first, 5 s more.

${rules.map(section).join('\n')}
## Limits

\`prometheus_thresholds\` overrules them.

| name | default |
|---|---|
${thresholds.map(([name, value]) => `| \`${name}\` | ${value} |`).join('\n')}
`;
}

function section({ alert, for: duration, labels, annotations }) {
  const summary = annotations.summary
    .replaceAll(/\{\{ with .*?end \}\}/g, '')
    .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '*$1*')
    .replaceAll(/\{\{ \$value[^}]*\}\}/g, '*N*');
  return `## ${alert}

${labels.severity}, within ${(duration === undefined ? 0 : seconds(duration)) + 60} s: ${summary}

${annotations.remedy}
`;
}

function seconds(duration) {
  const [, number, unit] = /^(\d+)([smhd])$/.exec(duration);
  return Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit];
}

function read(name) {
  return parse(readFileSync(`${role}${name}`, 'utf8'));
}
