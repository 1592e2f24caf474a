import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { joinCommands, sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What could be installed, by the package lists that the host has. Source: `apt-cache policy`. */
export interface PackageCandidate {
  /** Some list, or the host's own data base, knows the name. A purely virtual package is known and has no versions. */
  readonly known: boolean;
  /** The version that would be installed when none is named. */
  readonly candidate?: string;
  /** The best first. */
  readonly versions: readonly string[];
}

export interface CandidateKey {
  readonly name: string;
  /** apt's default release (`-t`). */
  readonly release?: string;
}

export const packageCandidate: FactKind<CandidateKey, PackageCandidate> = {
  name: 'packageCandidate',
  identity: ({ name, release }) => (release === undefined ? name : `${name} ${release}`),
  script: (keys) =>
    joinCommands(
      releasesOf(keys).map((release) => {
        const names = keys.filter((key) => key.release === release).map((key) => key.name);
        const target = release === undefined ? [] : ['-t', release];
        // apt-cache fails for a release that no repository has; then it offers nothing.
        const orNothing = release === undefined ? sh`` : sh` || :`;
        return sh`echo ${`release ${release ?? ''}`}; apt-cache ${target} policy -- ${names} 2>/dev/null${orNothing}`;
      }),
    ),
  parse,
};

function releasesOf(keys: readonly CandidateKey[]): readonly (string | undefined)[] {
  return [...new Set(keys.map((key) => key.release))];
}

function parse(stdout: Buffer, keys: readonly CandidateKey[]): readonly PackageCandidate[] {
  const found = new Map<string, PackageCandidate>();
  let release = '';
  let current: { name: string; candidate?: string; versions: string[] } | undefined;
  for (const line of outputLines(stdout)) {
    const [, name] = /^(\S+):$/.exec(line) ?? [];
    const [, candidate] = /^ {2}Candidate: (\S+)$/.exec(line) ?? [];
    const [, version] = /^ (?:\*\*\*| {3}) (\S+) -?\d+$/.exec(line) ?? [];
    if (line.startsWith('release ')) release = line.slice('release '.length);
    else if (name !== undefined) current = { name, versions: [] };
    else if (current === undefined)
      throw new FactError('packageCandidate: an answer does not say which package it is about');
    else if (candidate !== undefined && candidate !== '(none)') current.candidate = candidate;
    else if (version !== undefined) current.versions.push(version);
    if (current !== undefined) found.set(`${current.name} ${release}`, { known: true, ...withoutName(current) });
  }
  return keys.map(({ name, release: of = '' }) => found.get(`${name} ${of}`) ?? { known: false, versions: [] });
}

function withoutName(found: { candidate?: string; versions: string[] }): Omit<PackageCandidate, 'known'> {
  const { candidate, versions } = found;
  return { ...(candidate === undefined ? {} : { candidate }), versions };
}
