import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { parseIpv4, parseIpv4Block } from './ipv4.ts';
import type { LabPlan } from './plan.ts';
import { labRange } from './subnet.ts';

/**
 * Refuses a plan whose names or addresses no lab could have, before anything is touched.
 * @throws InputError with everything that is wrong
 */
export function checkPlan(plan: LabPlan): void {
  const problems: Diagnostic[] = [];
  const complain = (code: 'bad-value' | 'bad-host-name', message: string, hint?: string) =>
    problems.push(problem(code, message, undefined, { hint }));

  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(plan.name)) {
    complain('bad-value', `"${plan.name}" cannot be the name of a lab`, 'use up to 40 of a-z, 0-9 and -');
  }
  if (plan.hosts.length === 0) complain('bad-value', 'the lab has no host');

  const block = parseIpv4Block(plan.subnet);
  if (block === undefined || block.first < labRange.first || block.last > labRange.last) {
    complain('bad-value', `"${plan.subnet}" cannot be the subnet of a lab`, `use a part of ${labRange.cidr}`);
  }
  for (const { name, address } of plan.hosts) {
    if (!/^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/.test(name)) {
      complain(
        'bad-host-name',
        `"${name}" cannot be the name of a lab host`,
        'it is the host name too: letters, digits, - and .',
      );
    }
    const number = parseIpv4(address);
    if (number === undefined || (block !== undefined && (number <= block.first || number >= block.last))) {
      complain('bad-value', `${name}: "${address}" is not an address for a host in ${plan.subnet}`);
    }
  }
  for (const name of twice(plan.hosts.map((each) => each.name.toLowerCase())))
    complain('bad-value', `two hosts are called ${name}`);
  for (const address of twice(plan.hosts.map((each) => each.address)))
    complain('bad-value', `two hosts have the address ${address}`);
  if (problems.length > 0) throw new InputError(problems);
}

function twice(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
