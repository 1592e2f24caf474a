/** Something that takes whatever comes. */
export interface FuzzTarget {
  /** Must return or throw what it documents, soon, whatever the bytes are; anything else is a finding. */
  fuzz(data: Buffer): void;
  /** What the input is made of, for generators that know nothing of it. */
  readonly words: readonly string[];
}
