/** One row of an answer, by the server's names for the columns: hostile input. */
export type Row = ReadonlyMap<string, string | null>;
