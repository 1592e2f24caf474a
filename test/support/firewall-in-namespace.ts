import type { BoundResource, Inspection } from '../../src/definition.ts';
import type { FactKind, FactReader } from '../../src/fact.ts';
import type { FileContent } from '../../src/facts/file-content.ts';
import type { Arguments, Change, Step } from '../../src/resource.ts';
import { firewall } from '../../src/resources/firewall.ts';
import type { JoinedNamespaces } from './joined-namespaces.ts';

/**
 * The firewall resource against the kernel of a namespace. What reaches beyond the network (files, systemd) is kept in memory,
 * because a namespace shares it with the machine.
 */
export interface FirewallInNamespace {
  inspect(args: Arguments): Promise<Inspection>;
  /** Brings it about, and proves it. Gives the attributes that changed. */
  converge(args: Arguments): Promise<readonly string[]>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function firewallInNamespace(
  namespaces: JoinedNamespaces,
  options: { readonly session?: string; readonly variant?: 'nft' | 'legacy' } = {},
): FirewallInNamespace {
  const files = new Map<string, Uint8Array>();
  const directory = options.variant === undefined ? '' : variantPath(namespaces, options.variant);
  const run = (script: string, stdin?: Uint8Array): Buffer => {
    const environment = `PATH=${directory}$PATH; SSH_CONNECTION='${options.session ?? ''}'\n`;
    const ran = namespaces.run(namespaces.target, environment + script, stdin);
    if (ran.status !== 0) throw new Error(`${script}\nended with ${ran.status}: ${ran.stderr}`);
    return ran.stdout;
  };
  const kept = new Map<string, (key: unknown) => unknown>([
    ['fileContent', (path) => contentOf(files.get(path as string))],
    ['fileState', () => ({ type: 'absent' })],
    ['serviceState', () => ({ systemd: true, active: 'inactive', unitFile: files.size > 0 ? 'enabled' : '' })],
  ]);
  const reader: FactReader = {
    read: <Key, Value>(kind: FactKind<Key, Value>, key: Key): Promise<Value> => {
      const answer = kept.get(kind.name);
      if (answer !== undefined) return Promise.resolve(answer(key) as Value);
      const [value] = kind.parse(run(kind.script([key]).text), [key]);
      return Promise.resolve(value as Value);
    },
  };
  const perform = (step: Step): void => {
    if (step.type === 'write') files.set(step.path, step.content);
    else if (step.type === 'remove') files.delete(step.path);
    else if (step.type === 'run' && step.stdin !== undefined) run(step.command.text, step.stdin);
  };
  const inspect = (args: Arguments): Promise<Inspection> => (firewall.bind(args) as BoundResource).inspect(reader);
  return {
    inspect,
    files,
    converge: async (args) => {
      const before = await inspect(args);
      if (before.changes.length > 0) before.steps().forEach(perform);
      const { changes } = await inspect(args);
      if (changes.length > 0) throw new Error(`did not converge:\n${changes.map(showChange).join('')}`);
      return before.changes.map(({ attribute }) => attribute);
    },
  };
}

/** The lines that only one side has. */
function showChange({ attribute, from, to }: Change): string {
  const [before, after] = [from, to].map((value) =>
    typeof value === 'object' && value !== null && 'text' in value ? value.text.split('\n') : [JSON.stringify(value)],
  ) as [string[], string[]];
  const lost = before.filter((line) => !after.includes(line)).map((line) => `  - ${line}\n`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `  + ${line}\n`);
  return [`${attribute}\n`, ...lost, ...added].join('');
}

/** A directory whose `iptables` is the wanted variant. */
function variantPath(namespaces: JoinedNamespaces, variant: string): string {
  const made = namespaces.run(
    namespaces.target,
    `d=$(mktemp -d) && for tool in iptables ip6tables; do for kind in '' -save -restore; do
       ln -s "$(command -v $tool-${variant}$kind)" "$d/$tool$kind" || exit; done; done && echo "$d"`,
  );
  return `${made.stdout.toString().trim()}:`;
}

function contentOf(bytes: Uint8Array | undefined): FileContent {
  return bytes === undefined ? { type: 'absent' } : { type: 'content', bytes };
}
