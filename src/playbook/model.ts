import type { ArgumentSchema } from '../arguments.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Condition } from '../language/condition/model.ts';
import type { Located, LocatedMap, LocatedScalar } from '../language/located.ts';
import type { VariableLayer } from '../inventory/model.ts';

/** A playbook as plain frozen data: files read, roles and imports expanded, names resolved, shapes checked. */
export interface Playbook {
  /** As given on the command line. */
  readonly path: string;
  readonly plays: readonly Play[];
}

export interface Play {
  readonly name: string;
  /** Host pattern. */
  readonly hosts: string;
  readonly hostsSpan: Span;
  readonly gatherFacts: boolean;
  /** Sizes of the batches, the last one repeated; a percentage counts of the play's hosts. Empty means all at once. */
  readonly serial: readonly (number | `${number}%`)[];
  /** In which the play takes its hosts. */
  readonly order: 'inventory' | 'reverse_inventory' | 'sorted' | 'reverse_sorted' | 'shuffle';
  /** `free`: each host goes at its own pace. `linear`: the hosts of a batch take their turns together. */
  readonly strategy: 'free' | 'linear';
  /** The first host that fails ends the play, and the run, for all. */
  readonly anyErrorsFatal: boolean;
  /** When more than so many of a batch's hosts failed, the play and the run end for all. */
  readonly maxFailPercentage: number | undefined;
  /** Notified handlers run on a host although a task failed there. */
  readonly forceHandlers: boolean;
  /** What becomes of what was changed on a batch with a host that failed. */
  readonly onFailure: 'keep' | 'rollback';
  readonly become: BecomeWish;
  /** `vars_files`, then `vars`: lowest precedence first. */
  readonly layers: readonly VariableLayer[];
  /** What somebody must say before the run. */
  readonly prompts: readonly Prompt[];
  /** How the play's hosts are reached where the inventory says nothing: `remote_user`, `port`, `connection`. */
  readonly connection: VariableLayer | undefined;
  /** Dependencies, roles and tasks in the order in which they run (pre_tasks, roles, tasks, post_tasks). */
  readonly tasks: readonly Task[];
  /** Those of the tasks, at their end, that tell whether a batch is healthy, and run behind its handlers. */
  readonly gates: ReadonlySet<Task>;
  /** In file order, which is the order in which notified ones run. */
  readonly handlers: readonly Task[];
  readonly span: Span;
}

/** A variable that is asked for. */
export interface Prompt {
  readonly name: string;
  readonly question: string;
  /** What is typed is not shown, and masked from then on. */
  readonly isPrivate: boolean;
  /** Ask twice. */
  readonly confirm: boolean;
  /** The value when nothing is typed. */
  readonly fallback: Located | undefined;
  readonly span: Span;
}

export interface Task extends Circumstances {
  /** Unique in the run: its index among all tasks. */
  readonly id: number;
  /** May hold a template. `undefined` when the user gave none; reports then show the kind and its main argument. */
  readonly name: Located | undefined;
  /** The key as the definition calls it, aliases resolved: `line` for `lineinfile`. */
  readonly kind: string;
  readonly args: LocatedMap;
  /** All must hold; a block's and a role's conditions come first. */
  readonly when: readonly Condition[];
  readonly loop: Loop | undefined;
  readonly register: string | undefined;
  readonly notify: readonly { readonly name: string; readonly span: Span }[];
  /** Handlers: other names that `notify` may use. */
  readonly listen: readonly string[];
  readonly tags: readonly string[];
  readonly become: BecomeWish;
  readonly changedWhen: readonly Condition[] | undefined;
  readonly failedWhen: readonly Condition[] | undefined;
  readonly until: Until | undefined;
  readonly background: Background | undefined;
  /** The blocks with `rescue` or `always` around it, outermost first. */
  readonly parts: readonly BlockPart[];
  readonly ignoreErrors: boolean;
  readonly noLog: boolean;
  /** Role defaults (lowest) apart from what stands above the inventory: role vars, parameters, block and task `vars`. */
  readonly defaults: readonly VariableLayer[];
  readonly layers: readonly VariableLayer[];
  readonly role: RoleInstance | undefined;
  readonly call: RoleCall | undefined;
  /** The directory of the file that the task stands in; assets are searched from there when it is in no role. */
  readonly directory: string;
  readonly span: Span;
}

/** Where and how often a task runs, and whom its failure concerns. */
export interface Circumstances {
  /** The host that it is done on in place of its own. May hold a template. */
  readonly delegateTo: LocatedScalar | undefined;
  /** By the first host of a batch that comes to it, for all. */
  readonly runOnce: boolean;
  /** How many hosts at a time. */
  readonly throttle: number | undefined;
  /** Of each thing that it runs on a host. */
  readonly timeoutSeconds: number | undefined;
  /** A host that is lost by it ends the play for all. */
  readonly anyErrorsFatal: boolean;
  readonly ignoreUnreachable: boolean;
  /** Maps of environment variables, or templates that give such; the later ones win. */
  readonly environment: readonly Located[];
}

/** A section of a block. The tasks of its sections follow each other in the list of tasks: block, rescue, always. */
export interface BlockPart {
  /** Unique in the run. */
  readonly block: number;
  readonly section: 'block' | 'rescue' | 'always';
}

export interface RoleInstance {
  readonly name: string;
  /** Directory of the role. */
  readonly path: string;
  /** Where it was called. */
  readonly span: Span;
  /** Nothing for a role that says nothing of its parameters. */
  readonly arguments: RoleArguments | undefined;
}

/** What a role says of its parameters, in `arguments.yml`. */
export interface RoleArguments {
  readonly summary: string | undefined;
  readonly properties: Readonly<Record<string, ArgumentSchema>>;
  readonly required: readonly string[];
  /** A JSON Schema of the parameters that are there; the same object for every call, since it is compiled once. */
  readonly schema: object;
  /** Lowest of the role's defaults. */
  readonly defaults: readonly VariableLayer[];
}

/**
 * A role in `roles` or among a role's dependencies. The same role with the same words runs once in a play, unless its
 * `meta` allows duplicates; then, and for imported roles, there is none of these.
 */
export interface RoleCall {
  /** The same for calls that mean the same. */
  readonly key: string;
  readonly role: string;
  /** All that must hold for it to run. */
  readonly when: readonly Condition[];
}

/** A condition's loop expression, or a list that may hold templates. */
export interface Loop {
  readonly over: Condition | Located;
  /** The variable's name: `item`. */
  readonly variable: string;
  readonly indexVariable: string | undefined;
  /** Between two items. */
  readonly pauseSeconds: number;
  /** `ansible_loop` tells where the item stands. */
  readonly extended: boolean;
  /** Template for reports. */
  readonly label: Located | undefined;
}

/** `async`. */
export interface Background {
  /** After these it is killed. */
  readonly seconds: number;
  /** 0: nobody waits for it. */
  readonly pollSeconds: number;
}

export interface Until {
  /** None: that it does not fail. */
  readonly condition: readonly Condition[];
  readonly retries: number;
  readonly delaySeconds: number;
}

/** What was said about `become`; nothing where nothing was said, so that outer words and inventory variables count. */
export interface BecomeWish {
  readonly become?: boolean;
  /** May hold a template. */
  readonly user?: LocatedScalar;
  readonly method?: 'sudo' | 'su' | 'doas';
}

/** What a task inherits from the play, roles, blocks and imports around it. */
export interface Surroundings extends Circumstances {
  readonly when: readonly Condition[];
  readonly tags: readonly string[];
  readonly become: BecomeWish;
  readonly defaults: readonly VariableLayer[];
  readonly layers: readonly VariableLayer[];
  readonly parts: readonly BlockPart[];
  readonly ignoreErrors: boolean;
  readonly noLog: boolean;
  readonly role: RoleInstance | undefined;
  readonly call: RoleCall | undefined;
  /** Of the file being read. */
  readonly directory: string;
  /** Files and roles being read, outermost first, to see circles. */
  readonly path: readonly string[];
}
