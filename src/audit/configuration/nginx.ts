import type { HostEvidence } from '../evidence/host-evidence.ts';

/** A directive of nginx with the place that it stands at. Blocks are not told apart. */
export interface NginxDirective {
  readonly name: string;
  readonly words: readonly string[];
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** All simple directives in all of its files. */
export function nginxOf({ files }: HostEvidence): readonly NginxDirective[] {
  return [...files]
    .filter(([file]) => file.startsWith('/etc/nginx/'))
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((written, index) => {
        const [, name, rest = ''] = /^\s*([a-z_0-9]+)\s+([^#{]*);/.exec(written) ?? [];
        return name === undefined ? [] : [{ name, words: rest.trim().split(/\s+/), file, line: index + 1 }];
      }),
    );
}

/** TCP ports that it listens on. */
export function nginxPorts(directives: readonly NginxDirective[]): readonly number[] {
  const ports = directives
    .filter(({ name }) => name === 'listen')
    .flatMap(({ words: [at = ''] }) => (at.startsWith('unix:') ? [] : [Number(/(?:^|:)(\d+)$/.exec(at)?.[1] ?? 80)]));
  return [...new Set(ports)];
}
