import type { Content } from './content.ts';

/**
 * The schema of a kind's arguments: a JSON Schema object with what documentation needs. It is validation, `rackwright
 * doc KIND`, the generated page and editor completion at once.
 */
export interface ArgumentsSchema {
  /** One sentence. */
  readonly summary: string;
  /** A few sentences for the page: what is proven, what is not, what differs from Ansible. Markdown. */
  readonly details?: string;
  readonly properties: Readonly<Record<string, ArgumentSchema>>;
  readonly required?: readonly string[];
  /** Any other name is an argument, too: `set_fact`. */
  readonly others?: ArgumentSchema;
  /** At least one of these sets of arguments must be there: `[['src'], ['content']]`. */
  readonly oneOf?: readonly (readonly string[])[];
  /**
   * For actions without a lasting state: one of these arguments must say when it is needed (the last one that it
   * always is), unless the task itself judges by `changed_when`.
   */
  readonly guards?: readonly string[];
  /** At least one complete task in YAML each; a test runs them through validation. */
  readonly examples: readonly string[];
  /** The argument that free text after the kind means: `command: uptime` is `{cmd: uptime}`. */
  readonly freeForm?: string;
}

export interface ArgumentSchema {
  readonly description: string;
  readonly type: ArgumentType | readonly ArgumentType[];
  readonly enum?: readonly (string | number | boolean)[];
  readonly items?: ArgumentSchema;
  readonly properties?: Readonly<Record<string, ArgumentSchema>>;
  readonly additionalProperties?: boolean | ArgumentSchema;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  /** Shown as JSON. */
  readonly default?: unknown;
  /** Ansible's other names for it: `dest` for `path`. */
  readonly aliases?: readonly string[];
  /**
   * The argument names something on the controller: before the resource sees it, the engine replaces it by an
   * value shaped like {@link Asset}. `template` is rendered, `file` is taken as it is, and so is a `tree`, which may be a
   * directory and whose big files come as sources that are not in memory.
   */
  readonly asset?: 'template' | 'file' | 'tree';
  /** An argument that, when it is true, says that the asset is on the host and a text like any other. */
  readonly assetUnless?: string;
  /**
   * The argument names a place on the controller that is written to: the engine replaces it by a {@link Destination}.
   */
  readonly destination?: true;
  /** The argument names a directory of the controller: the engine replaces it by the `CertificateAuthority` there. */
  readonly authority?: true;
  /**
   * The argument holds expressions, not templates. The engine replaces each by {@link Evaluated}: a `condition` must be
   * true or false, a `value` may be anything.
   */
  readonly expression?: 'condition' | 'value';
  /** Values are masked in every output. */
  readonly sensitive?: true;
}

export type ArgumentType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** What an `asset` argument becomes: the content of one file, or of a tree. */
export type Asset =
  | { readonly source: string; readonly content: Content; readonly executable: boolean }
  | { readonly source: string; readonly tree: readonly AssetFile[] };

export interface AssetFile {
  /** Relative to the tree's root, with `/`. */
  readonly path: string;
  readonly content: Content;
  readonly executable: boolean;
}

/** What a `destination` argument becomes. */
export interface Destination {
  /** Absolute; relative ones are meant from the playbook's directory. Ends with a slash where it was written with one. */
  readonly path: string;
  /** The inventory's name of the task's host, which may hold anything. */
  readonly host: string;
}

/** What an `expression` argument becomes. */
export interface Evaluated {
  readonly expression: string;
  readonly value: unknown;
}
