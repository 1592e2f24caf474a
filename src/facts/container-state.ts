import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

export interface ContainerKey {
  readonly name: string;
  readonly image: string;
}

/** Source: podman, and the times of the files that a container is made of. */
export interface ContainerState {
  /** Whether the host has podman. */
  readonly tools: boolean;
  /** Whether the host has the image. */
  readonly image: boolean;
  /** The unit or its environment was written after the container had been made. */
  readonly outdated: boolean;
}

/** Where the parts of a container lie on its host. */
export function containerFiles(name: string): {
  readonly unit: string;
  readonly unitFile: string;
  readonly environment: string;
} {
  const unit = `container-${name}.service`;
  return { unit, unitFile: `/etc/systemd/system/${unit}`, environment: `/etc/containers/rackwright/${name}.env` };
}

/** podman writes the id file of a container when it makes it. */
export const containerState: FactKind<ContainerKey, ContainerState> = {
  name: 'containerState',
  identity: ({ name, image }) => `${name} ${image}`,
  script: (keys) => sh`
command -v podman >/dev/null 2>&1 || { echo none; exit 0; }
echo podman
look() {
  podman image exists "$1" 2>/dev/null && has=yes || has=no
  if [ -e "$2" ] && { [ "$3" -nt "$2" ] || [ "$4" -nt "$2" ]; }; then echo "$has outdated"; else echo "$has current"; fi
}
${keys
  .map(({ name, image }) => {
    const { unit, unitFile, environment } = containerFiles(name);
    return sh`look ${image} ${`/run/${unit}.ctr-id`} ${unitFile} ${environment}`;
  })
  .reduce((all, next) => sh`${all}\n${next}`)}
echo .`,
  parse: (stdout, keys) => {
    const [tools, ...lines] = outputLines(stdout);
    if (tools === 'none') return keys.map(() => ({ tools: false, image: false, outdated: false }));
    if (tools !== 'podman' || lines.length !== keys.length + 1 || lines.at(-1) !== '.')
      throw new FactError('containerState: the answer does not fit the question');
    return keys.map((_, index) => {
      const [, image, age] = /^(yes|no) (outdated|current)$/.exec(lines[index] ?? '') ?? [];
      if (image === undefined) throw new FactError('containerState: an unexpected line');
      return { tools: true, image: image === 'yes', outdated: age === 'outdated' };
    });
  },
};
