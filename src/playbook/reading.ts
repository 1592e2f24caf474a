import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import type { Definition } from '../definition.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { readYaml } from '../language/yaml.ts';
import type { Located } from '../language/located.ts';
import type { RoleArguments, Surroundings, Task } from './model.ts';

/** What the playbook's reader needs from outside. */
export interface PlaybookSources {
  /** Text of a file; nothing when there is none. */
  readText(path: string): string | undefined;
  isDirectory(path: string): boolean;
  /** Names in a directory; none when it does not exist. */
  list(path: string): readonly string[];
  /** How a path is shown to people. */
  show(path: string): string;
  readonly find: (name: string) => Definition | undefined;
  /** Every name that `find` knows, for suggestions. */
  readonly kinds: readonly string[];
  /** Where roles are searched after `roles/` beside the playbook. */
  readonly rolePaths: readonly string[];
}

/** One reading of a playbook: collects what is wrong, counts the tasks. */
export interface Reading {
  readonly sources: PlaybookSources;
  readonly diagnostics: Diagnostic[];
  readonly playbookDirectory: string;
  nextTaskId: number;
  /** Of roles that the tasks of the play at hand import. */
  readonly importedHandlers: Task[];
  /** By directory of the role: each is read once, however often the role is called. */
  readonly roleArguments: Map<string, RoleArguments | undefined>;
  nextBlock: number;
  /** Tasks hold imports, imports hold roles, roles hold tasks: this closes the circle without one among the files. */
  readonly readTasks: (list: Located | undefined, around: Surroundings, place: 'tasks' | 'handlers') => readonly Task[];
}

export function report(
  reading: Reading,
  code: DiagnosticCode,
  message: string,
  span: Span | undefined,
  hint?: string,
): void {
  reading.diagnostics.push(problem(code, message, span, hint === undefined ? {} : { hint }));
}

/** Reads a YAML file of the playbook; `undefined` when it is missing, empty or broken (then it has been reported). */
export function readFile(
  reading: Reading,
  path: string,
): { readonly value: Located; readonly source: Source } | undefined {
  const text = reading.sources.readText(path);
  if (text === undefined) return undefined;
  const source = { name: reading.sources.show(path), text };
  if (sealedFormat(text) !== undefined) {
    const hint = 'encrypt the variables that it needs: a file in `vars_files`, `group_vars/` or a role’s `vars/`';
    const message = `${source.name} is encrypted, which only files of variables can be`;
    report(reading, 'wrong-type', message, undefined, hint);
    return undefined;
  }
  const { value, diagnostics } = readYaml(source, { ambiguous: 'error' });
  reading.diagnostics.push(...diagnostics);
  return value === undefined ? undefined : { value, source };
}
