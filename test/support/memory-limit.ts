import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Leaves a container some bytes besides what its processes have, and gives what takes that back.
 * @param process one of the container, as this machine sees it
 * @throws Error where this machine keeps no account of memory
 */
export function limitMemory(process: number, id: string, spare: number): () => void {
  const groups = readFileSync(`/proc/${process}/cgroup`, 'utf8');
  const paths = ['memory', ''].map((name) => new RegExp(`^\\d+:${name}:(/\\S*${id}[^/\\n]*)`, 'm').exec(groups)?.[1]);
  const own = paths.find((each) => each !== undefined);
  if (own === undefined) throw new Error(`no account of memory: ${groups}`);
  const first = `/sys/fs/cgroup/memory${own}`;
  const [file, none, used] = existsSync(first)
    ? [`${first}/memory.limit_in_bytes`, '-1', /^total_rss (\d+)$/m]
    : [`/sys/fs/cgroup${own}/memory.max`, 'max', /^anon (\d+)$/m];
  const resident = used.exec(readFileSync(file.replace(/[^/]+$/, 'memory.stat'), 'utf8'))?.[1];
  if (resident === undefined) throw new Error(`no account of memory beside ${file}`);
  writeFileSync(file, String(Number(resident) + spare));
  return () => {
    writeFileSync(file, none);
  };
}
