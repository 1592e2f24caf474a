/** The part of a terminal that reporters use. */
export interface Screen {
  out(text: string): void;
  readonly color: boolean;
  /** The cursor can be moved, and somebody is watching. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Somebody is being asked something on the same terminal: draw nothing now. */
  readonly asking?: boolean;
}
