import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DrillRecord } from '../../replication/drill/drill-record.ts';

/**
 * Keeps the last drill of a cluster where the controller keeps what it knows, so that the audit can tell its age: one file for each cluster, named by
 * its first host. Gives its path, seen from `cwd`.
 */
export async function keepDrillRecord(cwd: string, record: DrillRecord): Promise<string> {
  const file = path.join('.rackwright', 'drills', `mysql-${record.hosts[0] ?? ''}.json`);
  const target = path.join(cwd, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(`${target}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(`${target}.new`, target);
  return file;
}
