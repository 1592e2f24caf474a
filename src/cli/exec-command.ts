import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Span } from '../diagnostics/span.ts';
import { toPlain } from '../language/located.ts';
import type { Plain } from '../language/located.ts';
import { sealedIn } from '../language/sealed-in.ts';
import { readYaml } from '../language/yaml.ts';
import { readPlaybook } from '../playbook/read.ts';
import { templateSources } from '../playbook/template-sources.ts';
import type { DefinitionFinder } from '../definition.ts';
import { readKeyValues } from './exec/key-values.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodeOf } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import { playbookSources } from './load-playbook.ts';
import type { HostArguments } from './options.ts';
import { runPlays } from './run-plays.ts';
import type { Tools } from './tools.ts';
import { unlockPlays } from './unlock.ts';

export type ExecArguments = HostArguments & {
  readonly pattern: string;
  readonly command: readonly string[] | undefined;
  /** Words behind `--`. */
  readonly '--'?: readonly string[];
  readonly kind: string | undefined;
  readonly args: string | undefined;
  readonly check: boolean;
  readonly output: 'text' | 'json';
  readonly stats: boolean;
  readonly profile: boolean;
};

/** Runs shell text, or one resource or action, on hosts: a playbook of one task, made of the command line. */
export async function execCommand(tools: Tools, args: ExecArguments): Promise<number> {
  const loaded = await loadInventory(tools, args);
  const definitions = await tools.definitions();
  const text = JSON.stringify([
    { name: 'exec', hosts: args.pattern, gather_facts: false, tasks: [taskOf(args, definitions)] },
  ]);
  const sources = playbookSources(tools, definitions);
  const path = `${tools.cwd}/exec`;
  const { playbook, diagnostics } = readPlaybook(path, {
    ...sources,
    readText: (file) => (file === path ? text : sources.readText(file)),
    show: (file) => (file === path ? 'command line' : sources.show(file)),
  });
  const [play] = playbook.plays;
  if (diagnostics.length > 0 || play === undefined) throw new InputError(diagnostics);
  const hosts = chooseHosts(tools, loaded, args.pattern);
  const plays = [{ play, hosts, tasks: play.tasks }];
  const work = { chosen: plays, inventory: loaded.inventory, extra: loaded.extra, sources };
  const check = { ...work, templateOf: templateSources(sources, tools.cwd) };
  const openedFiles = await unlockPlays(tools, loaded, check, tools.cwd);
  const summary = await runPlays(tools, args, {
    mode: args.check ? 'plan' : 'run',
    plays,
    playbook: 'command line',
    directory: tools.cwd,
    openedFiles,
    loaded,
    report: { output: args.output, stats: args.stats, profile: args.profile, diff: true, verbose: true },
  });
  return exitCodeOf(summary, false);
}

function taskOf(
  { kind, args, command, '--': behind }: ExecArguments,
  definitions: DefinitionFinder,
): Readonly<Record<string, Plain>> {
  const words = [...(command ?? []), ...(behind ?? [])];
  if (kind !== undefined) {
    if (args !== undefined) return { name: kind, [kind]: argumentsOf(args) };
    const schema = definitions.find(kind)?.schema;
    return { name: kind, [kind]: (schema && readKeyValues(words, schema)) ?? (words.join(' ') || null) };
  }
  const hint = 'rackwright exec web uptime, or rackwright exec web -m service -a "{name: nginx, state: started}"';
  if (words.length === 0) throw new InputError([problem('usage', 'there is nothing to run', undefined, { hint })]);
  return { name: words.join(' '), shell: { cmd: words.join(' '), always: true } };
}

function argumentsOf(text: string): Plain {
  const { value, diagnostics } = readYaml({ name: '-a', text }, { ambiguous: 'error' });
  const problems = [...diagnostics, ...(value === undefined ? [] : sealedIn(value)).map((each) => refused(each.span))];
  if (problems.length > 0) throw new InputError(problems);
  return value === undefined ? null : toPlain(value);
}

function refused(span: Span): Diagnostic {
  const hint = 'put it into a file of variables and give that with `-e @FILE`';
  return problem('bad-value', 'an encrypted value cannot stand in -a', span, { hint });
}
