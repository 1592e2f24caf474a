import type { IpFamily } from '../ip-address.ts';
import type { Disposition, LogRate } from '../policy.ts';

/** What ends a chain of ours. When everything else is accepted, the packet just goes on to the rules behind our jump. */
export function finalRules(disposition: Disposition, log: LogRate | undefined, family: IpFamily): readonly string[] {
  if (disposition === 'accept') return [];
  return [...logRules(log), ...(disposition === 'drop' ? ['-j DROP'] : rejectRules(family))];
}

function logRules(rate: LogRate | undefined): readonly string[] {
  if (rate === undefined) return [];
  return [`-m limit --limit ${rate.count}/${rate.unit} -j LOG --log-prefix "[RACKWRIGHT DROP] "`];
}

function rejectRules(family: IpFamily): readonly string[] {
  const unreachable = family === 'ipv4' ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
  return ['-p tcp -j REJECT --reject-with tcp-reset', `-j REJECT --reject-with ${unreachable}`];
}
