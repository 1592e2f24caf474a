import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { auditDesign } from '../audit/audit-design.ts';
import { findingsJson } from '../audit/findings-json.ts';
import { findingsSarif } from '../audit/findings-sarif.ts';
import { killOne } from '../audit/kill-one/kill-one.ts';
import { showSurvivals } from '../audit/kill-one/show-survivals.ts';
import { reachability } from '../audit/reachability.ts';
import { readSite } from '../audit/read-site.ts';
import { showFindings } from '../audit/show-findings.ts';
import { showReachability } from '../audit/show-reachability.ts';
import { topologyTarget } from '../audit/topology-target.ts';
import { readWaivers } from '../audit/waivers.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { loadedTopology } from '../inventory/topology-problems.ts';
import type { Topology } from '../inventory/topology/model.ts';
import { auditEvidence } from './audit-evidence.ts';
import type { EvidenceArguments } from './audit-evidence.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { LoadedInventory } from './load-inventory.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';
import { UsageError } from './usage-error.ts';

export type AuditArguments = EvidenceArguments & {
  /** `design`, `reachability`, `kill-one`, or a playbook whose configurations are judged with the design. */
  readonly what: string;
  /** A file for the topology as SVG. */
  readonly picture: string | undefined;
  readonly format: 'text' | 'json' | 'sarif';
};

/** Judges the inventory, without any connection unless `--live` says so. SEAM: a further audit is a function here and a file in `audit/`. */
export async function auditCommand(tools: Tools, args: AuditArguments): Promise<number> {
  const playbook = words.has(args.what) ? undefined : args.what;
  const loaded = await loadInventory(
    tools,
    args,
    playbook === undefined ? undefined : dirname(resolve(tools.cwd, playbook)),
  );
  const { inventory, extra } = loaded;
  showDiagnostics(tools.terminal, loaded.warnings);
  const topology = loadedTopology(inventory, extra);
  if (topology === undefined)
    throw new InputError([
      problem('unknown-variable', 'the inventory has no topology', undefined, {
        hint: 'set the variable `topology` for the group `all`: docs/topology.md',
      }),
    ]);
  const others = { 'kill-one': killOneAudit, reachability: reachabilityAudit };
  const other = Object.hasOwn(others, args.what) ? others[args.what as keyof typeof others] : undefined;
  if (other === undefined) return await designAudit(tools, args, loaded, topology);
  if (args.format === 'sarif') throw new UsageError('--format sarif is for `audit design`');
  return other(tools, args, loaded, topology);
}

const words: ReadonlySet<string> = new Set(['design', 'reachability', 'kill-one']);

/** What is found and not waived is drift from what a design should be. */
async function designAudit(
  tools: Tools,
  args: AuditArguments,
  loaded: LoadedInventory,
  topology: Topology,
): Promise<number> {
  const { inventory, extra } = loaded;
  const today = new Date().toISOString().slice(0, 10);
  const evidence = await auditEvidence(tools, args, loaded, words.has(args.what) ? undefined : args.what);
  const site = readSite(inventory, topology, extra, evidence);
  const findings = auditDesign(site, readWaivers(inventory, extra), today);
  if (args.picture !== undefined) {
    const { drawTopology } = await import('../audit/picture/draw-topology.ts');
    writeFileSync(resolve(tools.cwd, args.picture), drawTopology(site, killOne(site)));
  }
  const forms = {
    text: () => showFindings(findings),
    json: () => findingsJson(findings),
    sarif: () => findingsSarif(findings, tools.version),
  };
  tools.terminal.out(tools.secrets.text(forms[args.format]()));
  const grave = findings.some(({ severity, waiver }) => severity === 'HIGH' && waiver === undefined);
  return grave ? exitCodes.drift : exitCodes.converged;
}

function reachabilityAudit(
  tools: Tools,
  args: AuditArguments,
  { inventory, extra, limited }: LoadedInventory,
  topology: Topology,
): number {
  const hosts = inventory.groups.get('all')?.hosts ?? [];
  const targets = hosts.map((name) => topologyTarget(inventory, name, extra));
  const callers = topology.services.flatMap(({ from }) => from ?? []).filter(({ networks }) => networks.length > 0);
  const zones = [...new Map(callers.map(({ name, networks }) => [name, { name, addresses: networks }])).values()];
  const matrix = reachability(targets, [...targets, ...zones]).filter(({ to }) => limited(to));
  const tls = new Map(topology.services.map((service) => [service.name, service.tls]));
  if (args.format === 'json') {
    const cells = matrix.map((each) => ({ ...each, tls: tls.get(each.because.replace(/^service /, '')) ?? null }));
    tools.terminal.out(`${JSON.stringify({ matrix: cells, others: 'filtered' }, undefined, 2)}\n`);
  } else tools.terminal.out(showReachability(matrix, tls));
  return exitCodes.converged;
}

/** What survives each loss; that something does not is no failure of the command. */
function killOneAudit(
  { terminal }: Tools,
  { format }: AuditArguments,
  { inventory, extra }: LoadedInventory,
  topology: Topology,
): number {
  const survivals = killOne(readSite(inventory, topology, extra, new Map()));
  if (format === 'json') terminal.out(`${JSON.stringify({ matrix: survivals }, undefined, 2)}\n`);
  else terminal.out(showSurvivals(survivals));
  return exitCodes.converged;
}
