export type EngineKind = 'podman' | 'docker';

/** A container engine that we may use. */
export interface Engine {
  readonly kind: EngineKind;
  /** What stands before every sub-command: `['sudo', '-n', 'podman', '--runtime', 'runc']`. */
  readonly command: readonly string[];
  /** What stands before a program that needs root: nothing, or `['sudo', '-n']`; undefined when root is not to be had. */
  readonly asRoot: readonly string[] | undefined;
  /** Arguments of `run` that depend on this machine. */
  readonly runArguments: readonly string[];
}
