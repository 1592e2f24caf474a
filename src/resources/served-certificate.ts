import { defineResource } from '../definition.ts';
import { servedCertificate as servedFact } from '../facts/served-certificate.ts';
import type { ServedCertificate } from '../facts/served-certificate.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { servedCertificateArguments } from './served-certificate/arguments.ts';
import { wantedServed } from './served-certificate/wanted.ts';
import type { WantedServed } from './served-certificate/wanted.ts';

export const servedCertificate = defineResource<WantedServed, ServedCertificate>({
  kind: 'served_certificate',
  schema: servedCertificateArguments,
  wanted: wantedServed,
  observe: ({ question }, host) => host.read(servedFact, question),
  diff,
  steps,
  facts: (_, { served, verdict }) => ({ sha256: served, verdict }),
});

function diff({ question }: WantedServed, observed: ServedCertificate): readonly Change[] {
  if (!observed.tools)
    throw new CannotConverge('the host has no openssl, with which it looks; install the package "openssl" first');
  const { inFile, served, verdict } = observed;
  if (inFile === '' || served !== inFile)
    return [
      {
        attribute: 'served',
        from: served === '' ? null : short(served),
        to: inFile === '' ? question.path : short(inFile),
      },
    ];
  return verdict === '' || verdict === accepted ? [] : [{ attribute: 'verdict', from: verdict, to: accepted }];
}

const accepted = '0 (ok)';

/** As much of a fingerprint as people compare. */
function short(fingerprint: string): string {
  return `${fingerprint.slice(0, 16)}…`;
}

function steps(
  { question: { connect, serverName, path }, unit, withinSeconds }: WantedServed,
  { inFile, served, verdict }: ServedCertificate,
): readonly Step[] {
  if (inFile === '') throw new CannotConverge(`${path} holds no certificate`);
  if (served === inFile) throw new CannotConverge(`what ${connect} serves does not hold for ${serverName}: ${verdict}`);
  return [
    {
      type: 'run',
      title: `reload ${unit}, and see it serve ${path}`,
      command: sh`
print() { openssl x509 -noout -fingerprint -sha256 2>/dev/null; }
limit=; command -v timeout >/dev/null 2>&1 && limit='timeout 5'
served() { $limit openssl s_client -connect ${connect} -servername ${serverName} </dev/null 2>/dev/null | print; }
systemctl reload -- ${unit} || exit
end=$(($(date +%s) + ${withinSeconds}))
until [ "$(served)" = "$(print <${path})" ]; do
  [ "$(date +%s)" -lt "$end" ] || { echo 'it still serves another one' >&2; exit 1; }
  sleep 0.2 2>/dev/null || sleep 1
done`,
    },
  ];
}
