import type { ServiceState } from '../../facts/service-state.ts';

/**
 * Whether systemd counts the unit as started only when it is ready. Simple services count as soon as they have a process, even
 * one that ends at once with an error: systemd.service(5), `Type=`.
 */
export function saysWhenReady({ type }: Pick<ServiceState, 'type'>): boolean {
  return type !== 'simple' && type !== 'exec' && type !== 'idle';
}
