import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';
import { refuseLockOut } from '../../../src/resources/firewall/refuse-lock-out.ts';
import type { Arguments } from '../../../src/resource.ts';
import { CannotConverge } from '../../../src/resource.ts';
import { untouched } from '../../support/firewall-observed.ts';

function refusal(
  args: Arguments,
  clientAddress: string,
  serverPort: number,
  serverAddress = '198.18.0.10',
): string | undefined {
  const session = { clientAddress, clientPort: 50000, serverAddress, serverPort };
  try {
    refuseLockOut(readPolicy(args), { ...untouched(), session });
    return undefined;
  } catch (error) {
    if (error instanceof CannotConverge && error.lockOut) return error.message;
    throw error;
  }
}

const ssh = { services: [{ name: 'ssh', port: 22, from: ['198.18.0.0/24', '2001:db8::/32'] }] };

describe('a policy that would cut this session', () => {
  test('is refused when no service has the port', () => {
    expect(refusal(ssh, '198.18.0.1', 2222)).toBe(
      'this session, from 198.18.0.1 to port 2222, would be cut off: no service has tcp port 2222 and default_in is drop',
    );
  });

  test('is refused when the service does not name the address', () => {
    expect(refusal({ ...ssh, default_in: 'reject' }, '198.18.1.1', 22)).toBe(
      'this session, from 198.18.1.1 to port 22, would be cut off: service ssh does not name that address and default_in is reject',
    );
  });

  test('is refused over IPv6 as over IPv4', () => {
    expect(refusal({ services: [{ name: 'ssh', port: 22, from: '198.18.0.0/24' }] }, '2001:db8::1', 22)).toContain(
      'cut off',
    );
  });

  test('is refused when the port is open for UDP only', () => {
    expect(refusal({ services: [{ name: 'ssh', proto: 'udp', port: 22 }] }, '198.18.0.1', 22)).toContain('cut off');
  });

  test.each([
    ['the service names the address', ssh, '198.18.0.1', 22],
    ['the session came over an IPv6 socket', ssh, '::ffff:198.18.0.1', 22],
    ['the service is limited', { services: [{ name: 'ssh', port: 22, limit: '6/30s' }] }, '203.0.113.1', 22],
    ['everything may come in', { default_in: 'accept' }, '203.0.113.1', 22],
  ])('is none when %s', (_why, args, address, port) => {
    expect(refusal(args, address, port)).toBeUndefined();
  });

  test('is none when the session comes from the host itself', () => {
    expect(refusal({}, '198.18.0.10', 22, '198.18.0.10')).toBeUndefined();
  });

  test('is none when there is no session to lose', () => {
    expect(() => {
      refuseLockOut(readPolicy({}), untouched());
    }).not.toThrow();
  });
});
