import type { Argv } from 'yargs';

/** What a command line may hold, as data. */
export interface DeclaredCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly DeclaredOption[];
  /** In their order. */
  readonly positionals: readonly DeclaredOption[];
}

export interface DeclaredOption {
  readonly name: string;
  readonly alias: string | undefined;
  readonly description: string;
  /** Whether a value stands behind it. */
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** Listens to how commands are declared for yargs, so that nothing has to be written twice. */
export function declaredCommands(declare: (y: Argv) => unknown): readonly DeclaredCommand[] {
  const commands: DeclaredCommand[] = [];
  const recorder = recording({
    command: (usage: string, description: string, build: (y: Argv) => unknown) => {
      const [options, positionals]: [DeclaredOption[], DeclaredOption[]] = [[], []];
      build(
        recording({
          option: (name: string, spec: OptionSpec) => options.push(optionOf(name, spec)),
          positional: (name: string, spec: OptionSpec) => positionals.push(optionOf(name, spec)),
        }),
      );
      const order = [...usage.matchAll(/[<[](\w+)/g)].map(([, name]) => name);
      const at = ({ name }: DeclaredOption): number => order.indexOf(name);
      positionals.sort((a, b) => at(a) - at(b));
      commands.push({ name: usage.split(' ')[0] ?? usage, description, options, positionals });
    },
  });
  declare(recorder);
  return commands;
}

interface OptionSpec {
  readonly alias?: string;
  readonly type?: string;
  readonly describe?: string;
  readonly choices?: readonly string[];
}

function optionOf(name: string, { alias, type, describe = '', choices = [] }: OptionSpec): DeclaredOption {
  return { name, alias, description: describe, takesValue: type !== 'boolean', choices };
}

/** Stands in for yargs: whatever is called gives the same again. */
function recording(heard: Readonly<Record<string, (...words: never[]) => unknown>>): Argv {
  const recorder: unknown = new Proxy(
    {},
    {
      get:
        (_, method: string) =>
        (...words: never[]) => {
          heard[method]?.(...words);
          return recorder;
        },
    },
  );
  return recorder as Argv;
}
