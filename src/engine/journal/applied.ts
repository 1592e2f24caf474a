import { createHash } from 'node:crypto';
import type { Inspection } from '../../definition.ts';
import type { Become } from '../../host.ts';
import type { Outcome } from '../../reporter.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { HostPaths } from '../host-paths.ts';
import { ownPlaces } from '../prelude/own-places.ts';
import { parseApplied } from './parse-applied.ts';
import type { AppliedRecord } from './parse-applied.ts';
import { valueDigest } from './value-digest.ts';

/**
 * What runs have last written to one host, by path: noted on the host before it is written, so that the note cannot be older than
 * the file. Small files, open to their user only, with digests in them and no contents.
 */
export class Applied {
  readonly #places: Command;
  readonly #playbook: string;
  readonly #records = new Map<string, AppliedRecord>();
  readonly #keepers = new Map<string, Become | undefined>();
  readonly #lookedAt = new Set<string>();
  readonly #done = new Set<string>();
  readonly #spared = new Set<string>();

  /** @param playbook its absolute path */
  constructor(paths: HostPaths, playbook: string) {
    this.#places = ownPlaces(paths);
    this.#playbook = playbook.split('/').slice(-3).join('/');
  }

  /** The host told of it. Says what is wrong with it. */
  found(id: string, record: string, become?: Become): string | undefined {
    const read = parseApplied(record);
    if ('problem' in read || appliedId(read.path) !== id)
      return `what was last applied is noted in applied/${id} in a way that is not ours (${'problem' in read ? read.problem : 'its path is another'}); it is left as it is`;
    this.#records.set(read.path, read);
    this.#keepers.set(read.path, become);
    return undefined;
  }

  /** A task has asked about this path: so it has not left the playbook. */
  lookAt(path: string): void {
    this.#lookedAt.add(path);
  }

  /** How a task, or an item of its loop, ended: only what was done as a whole tells what it has no more. */
  ended(task: string, how: Outcome['status']): void {
    (how === 'ok' || how === 'changed' || how === 'would-change' ? this.#done : this.#spared).add(task);
  }

  /**
   * The files that this playbook has made and has no task for any more, as whom each was noted.
   *
   * @param tasks the keys of all tasks that the playbook has, whether they were done or not
   */
  left(tasks: ReadonlySet<string>): readonly { readonly record: AppliedRecord; readonly become: Become | undefined }[] {
    return [...this.#records.values()]
      .filter(
        ({ made, path, by, in: playbook }) =>
          made &&
          playbook === this.#playbook &&
          !this.#lookedAt.has(path) &&
          (!tasks.has(by) || (this.#done.has(by) && !this.#spared.has(by))),
      )
      .map((record) => ({ record, become: this.#keepers.get(record.path) }));
  }

  /** Notes what these inspections' steps will write and remove. Nothing when they do neither. It never fails: files count for more. */
  note(works: readonly { readonly before: Inspection; readonly by: string }[]): Command | undefined {
    const lines = works.flatMap(({ before, by }) =>
      before.steps().flatMap((step) => noteStep(step, before.changes, by, this.#playbook)),
    );
    if (lines.length === 0) return undefined;
    return lines.reduce(
      (all, next) => sh`${all}\n${next}`,
      sh`${this.#places}
note() {
  made=$3
  [ ! -e "$1" ] || { IFS= read -r old; IFS= read -r made; } <"$1"
  printf '%s\n%s\n' "$2" "$made" >"$1" || rm -f -- "$1"
}
{ [ -d "$_keep/applied" ] || mkdir -p -- "$_keep/applied"; } && cd "$_keep/applied" || exit 0
set -- *
[ $# -lt ${mostRecords} ] || rm -f -- "$1"`,
    );
  }

  /** Forgets what was written at these paths: it is there no more. */
  forget(paths: readonly string[]): Command {
    return sh`${this.#places}\ncd "$_keep/applied" 2>/dev/null && rm -f -- ${paths.map(appliedId)}`;
  }

  /** The same changes with who has moved, where that is known. */
  explained({ changes, steps, settles }: Pick<Inspection, 'changes' | 'steps' | 'settles'>): readonly Change[] {
    if (this.#records.size === 0) return changes;
    const writes = stepsOrNothing(steps).flatMap((step) => {
      const record = 'path' in step ? this.#records.get(step.path) : undefined;
      const wanted = writtenDigest(step);
      return record === undefined || wanted === undefined ? [] : [{ record, wanted }];
    });
    return changes.map((change) => {
      const write = writes.find(({ wanted }) => wanted === valueDigest(change.to));
      const moved = write && movedOf(write.record, valueDigest(change.from), write.wanted, settles);
      return moved === undefined ? change : { ...change, moved };
    });
  }
}

/** So many files of what was last applied are kept on a host. */
const mostRecords = 4096;

/** 32 hexadecimal digits. */
function appliedId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}

function noteStep(step: Step, changes: readonly Change[], by: string, playbook: string): readonly Command[] {
  if (step.type === 'remove') return [sh`rm -f -- ${appliedId(step.path)}`];
  const sha256 = writtenDigest(step);
  if (sha256 === undefined || !('path' in step)) return [];
  const change = changes.find((each) => valueDigest(each.to) === sha256);
  const was = change && valueDigest(change.from);
  const record = JSON.stringify({ v: 1, path: step.path, sha256, ...(was !== undefined && { was }), by, in: playbook });
  return [sh`note ${appliedId(step.path)} ${record} ${change?.from === null ? verbatim('made') : verbatim("''")}`];
}

function writtenDigest(step: Step): string | undefined {
  if (step.type === 'write') return createHash('sha256').update(step.content).digest('hex');
  return undefined;
}

/** What is wanted may not be reachable; then nothing was written either. */
function stepsOrNothing(steps: Inspection['steps']): readonly Step[] {
  try {
    return steps();
  } catch (error) {
    if (error instanceof CannotConverge) return [];
    throw error;
  }
}

/**
 * `was` is what stood there before the last write, which may not have come to pass: then nobody has moved since. Of what is edited in
 * place the wanted whole depends on what is there, so it tells nothing about the playbook.
 */
function movedOf(
  { sha256, was }: AppliedRecord,
  observed: string | undefined,
  wanted: string,
  wholeIsKnown: boolean,
): Change['moved'] {
  const host = observed !== sha256 && (observed === undefined || observed !== was);
  const playbook = wholeIsKnown ? wanted !== sha256 : !host;
  if (host && playbook) return 'both';
  if (host) return 'host';
  return playbook ? 'playbook' : undefined;
}
