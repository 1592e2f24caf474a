/** Who locks a host, and how patient it is. */
export interface LockOptions {
  /** Of the run: 128 random bits in hex. */
  readonly token: string;
  /** For people, one line: who runs what, from where, since when. */
  readonly who: string;
  /** How long to wait for another run. */
  readonly waitSeconds: number;
  /** Take it from a run that is known to be dead. */
  readonly breaks: boolean;
  /** A run, too, is told what earlier ones have written. */
  readonly tells?: boolean;
}
