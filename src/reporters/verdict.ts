import type { HostSummary, RunSummary } from '../reporter.ts';
import { plural } from './amount.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';
import type { RunRecord } from './record.ts';

/** The last line of a run: plainly what it came to. */
export function verdict(summary: RunSummary, record: RunRecord): Line {
  const { hosts, interrupted } = summary;
  if (hosts.length === 0) return line(piece('warning', 'nothing to do: no host was chosen'));
  const trouble = troubles(hosts);
  const start = `${interrupted ? 'interrupted: ' : ''}${trouble.length === 0 ? '' : `${trouble.join(', ')}; `}`;
  const fine = hosts.filter(({ state }) => state === 'ok');
  const text = summary.mode === 'run' ? ran(fine, hosts, record) : planned(summary, fine);
  const role = start !== '' ? 'failed' : differences(hosts) > 0 && summary.mode !== 'run' ? 'changed' : 'ok';
  return line(piece(role, start + text));
}

function troubles(hosts: readonly HostSummary[]): readonly string[] {
  const words = { failed: 'failed', unreachable: 'unreachable', interrupted: 'not finished' } as const;
  return (['failed', 'unreachable', 'interrupted'] as const).flatMap((state) => {
    const count = hosts.filter((host) => host.state === state).length;
    return count === 0 ? [] : [`${plural(count, 'host')} ${words[state]}`];
  });
}

function ran(fine: readonly HostSummary[], hosts: readonly HostSummary[], record: RunRecord): string {
  const proof = record.unverified === 0 ? '' : ` (${record.unverified} not verified)`;
  const changes = `${plural(differences(hosts), 'change')}${proof}`;
  if (fine.length === 0) return changes;
  if (fine.length < hosts.length) return `${plural(fine.length, 'host')} converged, ${changes}`;
  return `${outcomeOf(record.playbook)}: ${plural(hosts.length, 'host')}, ${changes}`;
}

/** `playbooks/site.yml` is called `site`; a single command has no state that could have been reached. */
function outcomeOf(playbook: string): string {
  if (playbook === 'command line') return 'done';
  const name = (playbook.split('/').at(-1) ?? playbook).replace(/\.ya?ml$/, '');
  return `${name} converged`;
}

function planned({ mode, hosts }: RunSummary, fine: readonly HostSummary[]): string {
  const differing = hosts.filter((host) => differences([host]) > 0).length;
  const count = differences(hosts);
  const among =
    differing === hosts.length ? plural(differing, 'host') : `${differing} of ${plural(hosts.length, 'host')}`;
  if (mode === 'verify') {
    const found =
      count === 0 ? `no drift on ${plural(fine.length, 'host')}` : `drift on ${among}: ${plural(count, 'difference')}`;
    return `${found}; nothing was written`;
  }
  const found = count === 0 ? `no changes on ${plural(fine.length, 'host')}` : `${plural(count, 'change')} on ${among}`;
  return `plan: ${found}; nothing was written`;
}

function differences(hosts: readonly HostSummary[]): number {
  return hosts.reduce((sum, { counts }) => sum + counts.changed + counts['would-change'], 0);
}
