import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import type { LogRate, Policy, Service } from './policy.ts';
import { parseLogRate } from './rate.ts';
import { readService } from './read-service.ts';
import { unsupportedByUfw } from './ufw/unsupported.ts';

/** @throws ArgumentError with the path of the argument: `services[1].from[0]` */
export function readPolicy(args: Arguments): Policy {
  const policy: Policy = {
    backend: oneOf(args, 'backend', ['auto', 'iptables', 'nftables', 'ufw']),
    incoming: oneOf(args, 'default_in', ['drop', 'reject', 'accept']),
    outgoing: oneOf(args, 'default_out', ['accept', 'drop', 'reject']),
    services: readServices(args, 'services', 'from'),
    reachable: readServices(args, 'outgoing', 'to'),
    icmp: oneOf(args, 'icmp', ['accept', 'drop']),
    logDropped: logRate(args['log_dropped'] ?? '5/min'),
  };
  if (policy.outgoing === 'accept' && policy.reachable.length > 0)
    throw new ArgumentError('outgoing', 'everything may go out already', 'set default_out to drop or reject');
  const unsupported = policy.backend === 'ufw' ? unsupportedByUfw(policy) : undefined;
  if (unsupported !== undefined) throw new ArgumentError(unsupported.argument, unsupported.message, unsupported.hint);
  return policy;
}

/** The first of the values is the default. */
function oneOf<Value extends string>(args: Arguments, name: string, values: readonly [Value, ...Value[]]): Value {
  const given = args[name] ?? values[0];
  const found = values.find((value) => value === given);
  if (found === undefined) throw new ArgumentError(name, `must be one of ${values.join(', ')}`);
  return found;
}

function readServices(args: Arguments, name: string, peers: 'from' | 'to'): readonly Service[] {
  const given = args[name] ?? [];
  if (!Array.isArray(given)) throw new ArgumentError(name, 'must be a list');
  const services = given.map((entry: Data, index) => readService(entry, `${name}[${index}]`, peers));
  services.forEach((service, index) => {
    if (services.findIndex((other) => other.name === service.name) < index)
      throw new ArgumentError(`${name}[${index}].name`, `another entry is called "${service.name}" already`);
  });
  return services;
}

function logRate(given: Data): LogRate | undefined {
  if (given === false) return undefined;
  const rate = typeof given === 'string' ? parseLogRate(given) : undefined;
  if (rate === undefined)
    throw new ArgumentError(
      'log_dropped',
      'must be false, or at most 100 lines a second, minute or hour',
      'such as 5/min',
    );
  return rate;
}
