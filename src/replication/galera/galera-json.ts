import type { Problem } from '../cluster.ts';
import type { GaleraSeen } from './read-galera-members.ts';

/** A Galera cluster for programs; positions are text, as they may be greater than a number holds. */
export function galeraJson(seen: readonly GaleraSeen[], problems: readonly Problem[]): string {
  const servers = seen.map((each) => {
    if (!('state' in each)) return { name: each.name, answers: false, why: each.why };
    const { position, ...state } = each.state;
    return { name: each.name, answers: true, ...state, position: position === undefined ? null : String(position) };
  });
  return `${JSON.stringify({ galera: true, servers, problems }, undefined, 2)}\n`;
}
