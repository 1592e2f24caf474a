import { sh } from '../../src/shell.ts';
import type { BenchSite } from './bench-host.ts';
import { expectedState } from './expected-state.ts';
import { onHosts } from './on-hosts.ts';
import { stateDifferences } from './state-differences.ts';
import { stateScript } from './state-script.ts';
import { workload } from './workload.ts';

/**
 * Compares every host with the workload, item by item, and looks for files that should not be there.
 * @throws Error that names what differs
 */
export async function verifyHosts(site: Omit<BenchSite, 'directory'>, signal: AbortSignal): Promise<void> {
  const mark = '--- files';
  const script = sh`${stateScript()}\necho ${mark}\nfind ${workload.root} -type f | sort`;
  const answers = await onHosts(site, script, signal);
  const wrong = [...answers].flatMap(([host, answer]) => {
    const { root, templates, files, lines, commands } = workload;
    const paths = [...templates, ...files, ...lines].map((each) => each.path);
    const below = [...paths, ...commands.map((each) => each.creates)].filter((path) => path.startsWith(root));
    const expected = [...expectedState(host), mark, ...below.toSorted()];
    return stateDifferences(expected, answer.trimEnd().split('\n')).map((line) => `${host}: ${line}`);
  });
  if (wrong.length > 0) throw new Error(`the hosts are not as they should be:\n${wrong.join('\n')}`);
}
