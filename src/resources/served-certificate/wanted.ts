import type { EndpointQuestion } from '../../facts/served-certificate.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { unitName } from '../service/unit-name.ts';
import { servedCertificateArguments } from './arguments.ts';

export interface WantedServed {
  readonly question: EndpointQuestion;
  readonly unit: string;
  readonly withinSeconds: number;
}

/** @throws ArgumentError */
export function wantedServed(given: Arguments): WantedServed {
  const args = readArguments(given, servedCertificateArguments);
  const connect = args.text('connect') ?? '127.0.0.1:443';
  if (!/^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/.test(connect))
    throw new ArgumentError('connect', `${JSON.stringify(connect)} is no address with a port`, 'like 127.0.0.1:443');
  const serverName = args.required('server_name');
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/.test(serverName))
    throw new ArgumentError('server_name', `${JSON.stringify(serverName)} is no DNS name`);
  const trust = args.text('trust');
  return {
    question: {
      connect,
      serverName,
      path: filePath('path', args.required('path')),
      trust: trust === undefined ? undefined : filePath('trust', trust),
    },
    unit: unitName('unit', args.required('unit')),
    withinSeconds: args.integer('within') ?? 10,
  };
}
