import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: rc-service(8), and the links below /etc/runlevels. */
export interface OpenrcService {
  /** False when the host was not started by OpenRC; then nothing else is known. */
  readonly openrc: boolean;
  /** Whether there is a script of this name in /etc/init.d. */
  readonly exists: boolean;
  /** By the service's own word. */
  readonly state: 'started' | 'stopped' | 'starting' | 'stopping' | 'inactive' | 'crashed';
  /** Where it is started. */
  readonly runlevels: readonly string[];
}

/** Keys are names of services: `nginx`. */
export const openrcService: FactKind<string, OpenrcService> = {
  name: 'openrcService',
  identity: (name) => name,
  script: (names) => sh`PATH=$PATH:/usr/sbin:/sbin
if [ -e /run/openrc/softlevel ] && command -v rc-service >/dev/null; then
for name in ${names}; do
  echo "service $name"
  if rc-service --exists "$name" >/dev/null 2>&1; then
    rc-service "$name" status </dev/null >/dev/null 2>&1
    echo "status $?"
  fi
  for link in /etc/runlevels/*/"$name"; do
    [ ! -e "$link" ] || { link=\${link%/*}; echo "runlevel \${link##*/}"; }
  done
done
else echo none; fi`,
  // A service says itself how it is.
  form: 'task',
  parse,
};

function parse(stdout: Buffer, names: readonly string[]): readonly OpenrcService[] {
  const lines = outputLines(stdout);
  if (lines[0] === 'none') return names.map(() => ({ openrc: false, exists: false, state: 'stopped', runlevels: [] }));
  const starts = lines.flatMap((line, index) => (line.startsWith('service ') ? [index] : []));
  if (starts.length !== names.length)
    throw new FactError(`openrcService: ${starts.length} answers to ${names.length} questions`);
  return starts.map((start, index) => {
    const own = lines.slice(start + 1, starts[index + 1]);
    const status = own.flatMap((line) => /^status (\d{1,3})$/.exec(line)?.[1] ?? [])[0];
    return {
      openrc: true,
      exists: status !== undefined,
      state: (status === undefined ? undefined : states.get(Number(status))) ?? 'stopped',
      runlevels: own.flatMap((line) => /^runlevel (\S+)$/.exec(line)?.[1] ?? []),
    };
  });
}

/** Exit statuses of openrc-run(8); whatever else a script of somebody's own says means that it does not run. */
const states: ReadonlyMap<number, OpenrcService['state']> = new Map([
  [0, 'started'],
  [4, 'starting'],
  [8, 'stopping'],
  [16, 'inactive'],
  [32, 'crashed'],
]);
