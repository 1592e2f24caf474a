import type { TopologyService } from './model.ts';

/**
 * Why a service's TLS cannot travel so.
 * @param next what it hands on to
 */
export function tlsProblem(
  { name, tls, proto }: TopologyService,
  next: TopologyService | undefined,
  services: readonly TopologyService[],
): readonly string[] {
  if (tls === 'none') return [];
  if (!proto.includes('tcp')) return ['TLS needs tcp'];
  if (tls === 'pass-through') {
    if (next === undefined) return [`TLS passes through ${name}, but \`to\` does not say where it ends`];
    return next.tls === 'none' ? [`TLS passes through ${name} to ${next.name}, which has none`] : [];
  }
  const callers = services.filter(({ to }) => to === name);
  if (tls === 're-encrypt' && callers.every((each) => each.tls === 'none'))
    return [`nothing that ends TLS hands on to ${name}; write \`terminate\``];
  return [];
}
