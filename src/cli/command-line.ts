import yargs from 'yargs';
import type { Argv } from 'yargs';
import { auditOptions } from './audit-options.ts';
import { execOptions } from './exec/options.ts';
import { exitCodes } from './exit-code.ts';
import { completionOptions, schemaOptions } from './editor-options.ts';
import { drillOptions } from './drill/options.ts';
import { docOptions, hostOptions, importOptions, outputOptions, validateOptions } from './options.ts';
import { labOptions } from './lab-options.ts';
import { mysqlOptions } from './mysql/options.ts';
import { planOptions, runOptions, verifyOptions } from './run-options.ts';
import { authorityOptions } from './ca/options.ts';
import { statusOptions } from './status-options.ts';
import { trustOptions } from './trust-options.ts';
import { vaultCommandOptions } from './vault/options.ts';
import type { Tools } from './tools.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads the command line and runs the command that it names. Commands are loaded when they are called, so that
 * `--version` and `--help` start quickly. Gives the exit code.
 * @throws UsageError
 */
export async function commandLine(words: readonly string[], tools: Tools): Promise<number> {
  try {
    await parse(words, tools);
    // `--help` and `--version` have been answered.
    return exitCodes.converged;
  } catch (found) {
    if (found instanceof Chosen) return await found.command();
    throw found;
  }
}

/** Thrown instead of run, because after a handler yargs lays out the help text, which takes longer than all that it does before. */
class Chosen extends Error {
  readonly command: () => Promise<number>;

  constructor(command: () => Promise<number>) {
    super();
    this.command = command;
  }
}

function choose(command: () => Promise<number>): never {
  throw new Chosen(command);
}

async function parse(words: readonly string[], tools: Tools): Promise<void> {
  await declareCommands(yargs([...words]), tools).parseAsync();
}

/** All commands with their options, for reading a command line and for completing one. */
function declareCommands(y: Argv, tools: Tools) {
  const declared = y
    .scriptName('rackwright')
    .usage('$0 COMMAND …\n\nConverges hosts over SSH to what playbooks say, and proves that they hold.')
    .command(
      'run <playbook>',
      'Change the hosts to what the playbook says',
      (y) => runOptions(y),
      (args) =>
        choose(() =>
          import('./run-command.ts').then((each) => each.runCommand(tools, args, args.check ? 'plan' : 'run')),
        ),
    )
    .command(
      'plan <playbook>',
      'Show what `run` would change; writes nothing',
      (y) => planOptions(y),
      (args) => choose(() => import('./run-command.ts').then((each) => each.runCommand(tools, args, 'plan'))),
    )
    .command(
      'verify <playbook>',
      'Find drift: as `plan`, with exit code 4 when anything differs',
      (y) => verifyOptions(y),
      (args) => choose(() => import('./run-command.ts').then((each) => each.runCommand(tools, args, 'verify'))),
    )
    .command(
      'validate <playbook>',
      'Check playbook, roles, templates and inventory without any connection',
      (y) => validateOptions(y),
      (args) => choose(() => import('./validate-command.ts').then((each) => each.validateCommand(tools, args))),
    )
    .command(
      'exec <pattern> [command..]',
      'Run one command, resource or action on hosts',
      (y) => execOptions(y),
      (args) => choose(() => import('./exec-command.ts').then((each) => each.execCommand(tools, args))),
    )
    .command(
      'facts <pattern>',
      'Show what stands under `facts.` for hosts',
      (y) =>
        outputOptions(hostOptions(y)).positional('pattern', {
          type: 'string',
          demandOption: true,
          describe: 'Hosts',
        }),
      (args) => choose(() => import('./facts-command.ts').then((each) => each.factsCommand(tools, args))),
    )
    .command(
      'inventory',
      'Show hosts, groups and variables',
      (y) =>
        hostOptions(y)
          .option('list', {
            type: 'boolean',
            default: false,
            describe: 'All as JSON, in the shape of `ansible-inventory --list`',
          })
          .option('graph', {
            type: 'boolean',
            default: false,
            describe: 'Groups as a tree (what is shown without any option)',
          })
          .option('host', { type: 'string', requiresArg: true, describe: 'The variables of one host' })
          .option('explain', { type: 'string', requiresArg: true, describe: 'Where a variable of --host comes from' })
          .option('playbook', {
            type: 'string',
            requiresArg: true,
            describe: 'With --explain: also what this playbook sets',
          }),
      (args) => choose(() => import('./inventory-command.ts').then((each) => each.inventoryCommand(tools, args))),
    )
    .command(
      'doc [name] [entry]',
      'Explain a resource, action or role, or list them; `doc error|helper|filter` is about those',
      (y) => docOptions(y),
      (args) => choose(() => import('./doc-command.ts').then((each) => each.docCommand(tools, args.name, args.entry))),
    )
    .command(
      'import <from> <directory>',
      'Convert playbooks, roles and templates of another tool into a new directory',
      (y) => importOptions(y),
      (args) => choose(() => import('./import-command.ts').then((each) => each.importCommand(tools, args))),
    )
    .command(
      'console <pattern>',
      'A prompt for commands, resources and actions on hosts',
      (y) => hostOptions(y).positional('pattern', { type: 'string', demandOption: true, describe: 'Hosts' }),
      (args) => choose(() => import('./console-command.ts').then((each) => each.consoleCommand(tools, args))),
    )
    .command(
      'completion <shell> [line]',
      'Print what makes a shell complete command lines',
      (y) => completionOptions(y),
      (args) =>
        choose(() =>
          import('./completion-command.ts').then((each) => each.completionCommand(tools, args, declaring(tools))),
        ),
    )
    .command(
      'schema [file]',
      'Print a JSON Schema, for editors',
      (y) => schemaOptions(y),
      (args) => choose(() => import('./schema-command.ts').then((each) => each.schemaCommand(tools, args.file))),
    )
    .command(
      'audit [what]',
      'Judge the design: what it will cost, who reaches which port, or what survives each loss',
      (y) => auditOptions(y),
      (args) => choose(() => import('./audit-command.ts').then((each) => each.auditCommand(tools, args))),
    )
    .command(
      'mysql <action> <pattern>',
      'Operate a cluster of MariaDB or MySQL servers',
      (y) => mysqlOptions(y),
      (args) => choose(() => import('./mysql-command.ts').then((each) => each.mysqlCommand(tools, args))),
    )
    .command(
      'status',
      'Show the health of the fleet as monitoring sees it, and what fires',
      (y) => statusOptions(y),
      (args) => choose(() => import('./status-command.ts').then((each) => each.statusCommand(tools, args))),
    )
    .command(
      'trust <pattern>',
      'Collect host keys, show their fingerprints and remember them after a yes',
      (y) => trustOptions(y),
      (args) => choose(() => import('./trust-command.ts').then((each) => each.trustCommand(tools, args))),
    )
    .command(
      'lab <action> [host]',
      'Make and remove throwaway real hosts',
      (y) => labOptions(y),
      (args) => choose(() => import('./lab-command.ts').then((each) => each.labCommand(tools, args))),
    )
    .command(
      'drill <host>',
      'Take a lab host away and compare what is left with `audit kill-one`',
      (y) => drillOptions(y),
      (args) => choose(() => import('./drill-command.ts').then((each) => each.drillCommand(tools, args))),
    )
    .command(
      'ca <action> [pattern]',
      'An internal certificate authority on this machine',
      (y) => authorityOptions(y),
      (args) => choose(() => import('./ca-command.ts').then((each) => each.caCommand(tools, args))),
    )
    .command(
      'vault <action> [files..]',
      'Make keys; encrypt and decrypt files and values',
      (y) => vaultCommandOptions(y),
      (args) => choose(() => import('./vault-command.ts').then((each) => each.vaultCommand(tools, args))),
    )
    // Everything behind `--` belongs to the command that hosts run.
    .parserConfiguration({ 'populate--': true })
    .demandCommand(1, 'Name a command.')
    .strict()
    .recommendCommands()
    .version(tools.version)
    .alias('h', 'help')
    .wrap(Math.min(120, tools.terminal.columns))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined, y) => {
      // What yargs itself says of the words, or of a value that an option refused.
      const aboutWords = error === undefined || error.name === 'YError';
      if (!aboutWords) throw error;
      y.showHelp((text) => tools.terminal.err(`${text}\n\n`));
      throw new UsageError(message ?? error?.message ?? 'the command line cannot be understood');
    });
  return declared;
}

function declaring(tools: Tools): (y: Argv) => unknown {
  return (y) => declareCommands(y, tools);
}
