import { escapeControl } from '../diagnostics/escape.ts';
import type { Paint } from '../diagnostics/paint.ts';
import type { Database, Fleet, FleetHost } from './fleet.ts';
import type { FiringAlert } from './read-answers.ts';

/** The health of a fleet for people. What comes from hosts cannot steer the terminal. */
export function showFleet(fleet: Fleet, paint: Paint, now: Date): string {
  const sections = [
    section('hosts', [
      ...fleet.hosts.map((host) => hostLine(host, paint)),
      ...fleet.silent.map((each) => paint('warning', `${escapeControl(each)} tells nothing`)),
    ]),
    section('web', fleet.hosts.some(({ rate }) => rate !== undefined) ? [webLine(fleet)] : []),
    section(
      'load balancer',
      fleet.backends.map(({ name, up, of, rate }) => {
        const text = `${escapeControl(name).padEnd(16)} ${up} of ${of} servers${rate === undefined ? '' : `, ${figure(rate)} req/s`}`;
        return up === 0 ? paint('error', text) : text;
      }),
    ),
    section(
      'databases',
      fleet.databases.map((each) => databaseLine(each, paint)),
    ),
    section(
      'certificates',
      fleet.certificates.map(({ target, days }) => {
        const text = `${escapeControl(target).padEnd(32)} ${days < 1 ? figure(days) : String(Math.floor(days))} days left`;
        return days < 3 ? paint('error', text) : text;
      }),
    ),
    section(
      'alerts',
      fleet.alerts.map((alert) => alertLine(alert, paint, now)),
    ),
  ];
  const end = fleet.alerts.length === 0 ? 'nothing fires\n' : '';
  return `${sections.filter((each) => each !== '').join('\n')}${end}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function hostLine({ name, up, cpu, memory, disk, rate }: FleetHost, paint: Paint): string {
  const label = escapeControl(name).padEnd(16);
  if (!up) return paint('error', `${label} does not answer`);
  const parts = [
    `cpu ${percent(cpu)}`,
    `memory ${percent(memory)}`,
    `disk ${percent(disk)}`,
    ...(rate === undefined ? [] : [`${figure(rate)} req/s`]),
  ];
  return `${label} ${parts.join('  ')}`;
}

function webLine({ web: { rate, errors, slowest, headroom } }: Fleet): string {
  const parts = [
    `${figure(rate)} req/s`,
    ...(errors === undefined ? [] : [`${(errors * 100).toFixed(2)} % fail`]),
    ...(slowest === undefined ? [] : [`99 of 100 within ${figure(slowest * 1000)} ms`]),
    ...(headroom === undefined ? [] : [`${percent(headroom).trim()} of the measured ceiling left`]),
  ];
  return parts.join(', ');
}

function databaseLine({ name, cluster, role, rate, lag, replicates }: Database, paint: Paint): string {
  const parts = [
    role,
    ...(cluster === '' ? [] : [`of ${escapeControl(cluster)}`]),
    ...(rate === undefined ? [] : [`${figure(rate)} queries/s`]),
    ...(replicates === false ? ['replication stands still'] : []),
    ...(replicates === true ? [lag === undefined ? 'lag not known' : `${figure(lag)} s behind`] : []),
  ];
  const text = `${escapeControl(name).padEnd(16)} ${parts.join(', ')}`;
  return replicates === false || role === 'read-only' ? paint('error', text) : text;
}

function alertLine({ labels, annotations, since }: FiringAlert, paint: Paint, now: Date): string {
  const severity = labels['severity'] ?? '';
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  const text = `${severity.padEnd(8)} ${labels['alertname'] ?? '?'}: ${annotations['summary'] ?? ''}, for ${minutes} min`;
  const plain = escapeControl(text).replaceAll('\n', ' ');
  return severity === 'critical' ? paint('error', plain) : severity === 'warning' ? paint('warning', plain) : plain;
}

function percent(ratio: number | undefined): string {
  return ratio === undefined ? '   ?' : `${String(Math.round(ratio * 100)).padStart(3)}%`;
}

function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
