import { ArgumentError } from '../../resource.ts';
import { filePath } from '../file-path.ts';

export interface SourceFields {
  readonly types: readonly string[];
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly architectures: readonly string[];
  readonly signedBy: string | undefined;
}

/**
 * Reads `deb [arch=amd64 signed-by=/etc/apt/keyrings/x.asc] URI SUITE COMPONENT…`. Source: sources.list(5).
 * @throws ArgumentError
 */
export function sourceLine(line: string): SourceFields {
  const [, type, options = '', uri, suite, rest = ''] =
    /^(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?([a-z][a-z0-9+-]*:[^\s"'\\]+)\s+([A-Za-z0-9.\/][A-Za-z0-9_.\/-]*)((?:\s+[A-Za-z0-9][A-Za-z0-9_.\/-]*)*)$/.exec(
      line.trim(),
    ) ?? [];
  if (type === undefined || uri === undefined || suite === undefined)
    throw new ArgumentError(
      'repo',
      `${JSON.stringify(line)} is no line of sources.list`,
      'deb URI SUITE COMPONENT…; ppa: is not known',
    );
  const settings = new Map(words(options).map(setting));
  const signedBy = settings.get('signed-by');
  return {
    types: [type],
    uris: [uri],
    suites: [suite],
    components: words(rest),
    architectures: settings.get('arch')?.split(',') ?? [],
    signedBy: signedBy === undefined ? undefined : filePath('repo', signedBy),
  };
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function setting(word: string): readonly [string, string] {
  const [, name, value] = /^(arch|signed-by)=(\S+)$/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new ArgumentError('repo', `the option ${JSON.stringify(word)} is not known`, '"arch" and "signed-by" are');
}
