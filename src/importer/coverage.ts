/** What came of an import: counts, and why things were left as they were. */
export class Coverage {
  readonly files = new Map<string, number>();
  readonly counts = { tasks: { converted: 0, marked: 0 }, expressions: { converted: 0, marked: 0 } };
  readonly #marks: Mark[] = [];

  file(kind: string): void {
    this.files.set(kind, (this.files.get(kind) ?? 0) + 1);
  }

  converted(what: Counted, number = 1): void {
    this.counts[what].converted += number;
  }

  /** One thing that was left, with all the reasons why. */
  marked(what: Counted, file: string, reasons: readonly string[]): void {
    this.counts[what].marked += 1;
    for (const reason of reasons) this.#marks.push({ what, file, reason });
  }

  /** Reasons with how often they stood in the way, the commonest first. */
  reasons(
    what: Counted,
  ): readonly { readonly reason: string; readonly count: number; readonly files: readonly string[] }[] {
    const found = new Map<string, string[]>();
    for (const mark of this.#marks) {
      if (mark.what === what) found.set(mark.reason, [...(found.get(mark.reason) ?? []), mark.file]);
    }
    return [...found]
      .map(([reason, files]) => ({ reason, count: files.length, files: [...new Set(files)] }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}

export type Counted = 'tasks' | 'expressions';

interface Mark {
  readonly what: Counted;
  readonly file: string;
  readonly reason: string;
}
