import { expect, test } from '@jest/globals';
import { packageCandidate } from '../../src/facts/package-candidate.ts';
import { runFact } from '../support/run-fact.ts';

const answer = `release 
nginx:
  Installed: 1.22.1-9
  Candidate: 1.22.1-9+deb12u2
  Version table:
     1.22.1-9+deb12u2 500
        500 http://deb.debian.org/debian bookworm/main amd64 Packages
 *** 1.22.1-9 100
        100 /var/lib/dpkg/status
mail-transport-agent:
  Installed: (none)
  Candidate: (none)
  Version table:
release bookworm-backports
nginx:
  Installed: 1.22.1-9
  Candidate: 1.24.0-1~bpo12+1
  Version table:
     1.24.0-1~bpo12+1 990
        990 http://deb.debian.org/debian bookworm-backports/main amd64 Packages
     1.10 -1
        500 http://example.com stable/main amd64 Packages
`;

test('reads candidates and versions for each release', () => {
  const keys = [
    { name: 'nginx' },
    { name: 'nginx', release: 'bookworm-backports' },
    { name: 'mail-transport-agent' },
    { name: 'ngnix' },
  ];
  expect(packageCandidate.parse(Buffer.from(answer), keys)).toEqual([
    { known: true, candidate: '1.22.1-9+deb12u2', versions: ['1.22.1-9+deb12u2', '1.22.1-9'] },
    { known: true, candidate: '1.24.0-1~bpo12+1', versions: ['1.24.0-1~bpo12+1', '1.10'] },
    { known: true, versions: [] },
    { known: false, versions: [] },
  ]);
});

test('finds what this machine could install', () => {
  const [bash, missing] = runFact(packageCandidate, [{ name: 'bash' }, { name: 'no-such-package' }]);
  expect(bash?.known).toBe(true);
  expect(bash?.versions).toContain(bash?.candidate);
  expect(missing).toEqual({ known: false, versions: [] });
});
