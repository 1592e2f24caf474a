import type { Engine } from './engine.ts';
import { labels } from './labels.ts';
import { succeed } from './succeed.ts';

export interface LabContainer {
  readonly id: string;
  readonly host: string;
  readonly address: string;
  readonly recipe: string;
  /** The engine's word: `running`, `exited`, `created`, `paused`, … */
  readonly status: string;
}

/**
 * The containers of one lab, whatever state they are in.
 * @throws HostError `lab-failed`
 */
export async function listContainers(
  engine: Engine,
  lab: string,
  signal?: AbortSignal,
): Promise<readonly LabContainer[]> {
  const list = [...engine.command, 'ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${labels.lab}=${lab}`];
  const ids = (await succeed('list the lab hosts', list, { signal })).split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const inspect = [...engine.command, 'inspect', '--format', format, ...ids];
  return (await succeed('look at the lab hosts', inspect, { signal })).split('\n').flatMap(parseLine);
}

const format = [
  '{{.Id}}',
  '{{.State.Status}}',
  ...[labels.host, labels.address, labels.recipe].map((label) => `{{index .Config.Labels "${label}"}}`),
].join('|');

function parseLine(line: string): LabContainer[] {
  const [id, status, host, address, recipe] = line.split('|');
  if (id === undefined || status === undefined || host === undefined) return [];
  return [{ id, status, host, address: address ?? '', recipe: recipe ?? '' }];
}
