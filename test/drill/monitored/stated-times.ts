import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const directory = fileURLToPath(new URL('../../../playbooks/roles/prometheus/files/rules/', import.meta.url));

/**
 * Seconds within which each alert arrives: how long it must hold, a minute to be seen, judged, grouped and sent, and what a second Alertmanager gives the first
 * one to send it (`--cluster.peer-timeout`).
 */
export function statedTimes(): ReadonlyMap<string, number> {
  const files = readdirSync(directory).map((name) => parse(readFileSync(`${directory}${name}`, 'utf8')) as RuleFile);
  const rules = files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  return new Map(rules.flatMap((rule) => (rule.alert === undefined ? [] : [[rule.alert, duration(rule.for) + 65]])));
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert?: string; readonly for?: string }[] }[];
}

function duration(text = '0s'): number {
  const [, number = '0', unit = 's'] = /^(\d+)([smhd])$/.exec(text) ?? [];
  return Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit as 's' | 'm' | 'h' | 'd'];
}
