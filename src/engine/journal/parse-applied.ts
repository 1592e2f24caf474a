/** What a run has last written at a path. */
export interface AppliedRecord {
  readonly path: string;
  readonly sha256: string;
  /** What stood there before; nothing when nobody knows. */
  readonly was?: string;
  /** The task: its role or play, and its name. */
  readonly by: string;
  /** The playbook: the end of its path. Nothing in notes of older versions. */
  readonly in?: string;
  /** Rackwright has made the file, and did not find it. */
  readonly made: boolean;
}

/**
 * Reads `made RECORD` or `- RECORD`, as a host has it, which may hold anything.
 *
 * @returns what is wrong with it, for people
 */
export function parseApplied(line: string): AppliedRecord | { readonly problem: string } {
  const [, made, json = ''] = /^(made|-) (.*)$/.exec(line) ?? [];
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return { problem: 'it is no JSON' };
  }
  if (typeof data !== 'object' || data === null) return { problem: 'it is no map' };
  const { v, path, sha256, was, by, in: playbook } = data as Readonly<Record<string, unknown>>;
  if (v !== 1) return { problem: `its version is ${String(v)}; a newer Rackwright may have written it` };
  if (typeof path !== 'string' || typeof by !== 'string' || !isDigest(sha256))
    return { problem: 'something in it is missing' };
  return {
    path,
    sha256,
    ...(isDigest(was) && { was }),
    by,
    ...(typeof playbook === 'string' && { in: playbook }),
    made: made === 'made',
  };
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
