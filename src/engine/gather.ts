import type { Become, Connect, HostAddress } from '../host.ts';
import { systemFacts } from '../facts/system-facts.ts';
import type { Failure } from '../reporter.ts';
import { createFactReader } from './fact-batch.ts';
import { failureOf } from './failure.ts';
import { HostLine } from './host-line.ts';
import { Places } from './places.ts';

export interface GatherOptions {
  readonly addresses: ReadonlyMap<string, HostAddress>;
  readonly forks: number;
  readonly connect: Connect;
  readonly abort: AbortSignal;
  becomeOf(host: string): Become | undefined;
}

/** Reads the system facts of hosts, outside of any play. Hosts come in the order in which they answer. */
export async function gather(
  options: GatherOptions,
): Promise<ReadonlyMap<string, { readonly facts: unknown } | { readonly failure: Failure }>> {
  const results = new Map<string, { readonly facts: unknown } | { readonly failure: Failure }>();
  const places = new Places(options.forks);
  const connect = places.lending(options.connect);
  const gatherOne = async (name: string, address: HostAddress): Promise<void> => {
    const silent = { onConnecting: () => undefined, onConnected: () => undefined };
    const line = new HostLine({ address, connect, abort: options.abort, ...silent });
    const become = options.becomeOf(name);
    const reader = createFactReader((request) => line.read({ ...request, ...(become && { become }) }));
    try {
      results.set(name, { facts: await reader.read(systemFacts, null) });
    } catch (error) {
      results.set(name, { failure: failureOf(error) });
    } finally {
      await line.close();
    }
  };
  await places.each([...options.addresses], async ([name, address]) => await gatherOne(name, address));
  return results;
}
