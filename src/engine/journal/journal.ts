import type { Become } from '../../host.ts';
import type { Task } from '../../playbook/model.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { becomeKey } from '../become-key.ts';
import type { HostPaths } from '../host-paths.ts';
import { ownPlaces } from '../prelude/own-places.ts';
import { handlerName } from './handler-name.ts';
import { owedId } from './owed-id.ts';

/** A handler that is noted on the host until it has run. */
export interface Owed {
  readonly id: string;
  /** As the host has it: one line of JSON, if nobody has touched it. */
  readonly record: string;
  /** Noted by a run before this one. */
  readonly earlier: boolean;
  /** Whose runners have it noted. */
  readonly keepers: Map<string, Become | undefined>;
}

/** Handlers that were not noted before, and what notes them. */
export interface Note {
  readonly script: Command;
  readonly handlers: readonly Task[];
  /** Must be called when the script was not run, or failed: then the next change has to note them. */
  forget(): void;
}

/**
 * Which handlers one host owes: noted on the host itself before the change that notifies them, cleared when they have run,
 * so that a run that dies loses none of them. One small file for each.
 */
export class Journal {
  readonly #places: Command;
  readonly #owed = new Map<string, Owed>();
  readonly #who: string;

  constructor(paths: HostPaths, who: string) {
    this.#places = ownPlaces(paths);
    this.#who = who;
  }

  /** What earlier runs have left, and this one so far. */
  get owed(): readonly Owed[] {
    return [...this.#owed.values()];
  }

  /** The host told of it. */
  found(id: string, record: string, become: Become | undefined): void {
    this.#add(id, record, become, true);
  }

  /** True when an earlier run has noted it. */
  owes(play: string, handler: Task): boolean {
    return this.#owed.get(owedId(play, handler))?.earlier === true;
  }

  /** Notes handlers on the host; nothing when all are noted. Its script must succeed before the host is changed. */
  note(play: string, handlers: readonly Task[], become: Become | undefined): Note | undefined {
    const fresh = handlers.filter((handler) => !this.#owed.has(owedId(play, handler)));
    const records = fresh.map((handler) => {
      const id = owedId(play, handler);
      const record = JSON.stringify({
        handler: handlerName(handler),
        ...(handler.role && { role: handler.role.name }),
        play,
        by: this.#who,
      });
      this.#add(id, record, become, false);
      return sh`printf '%s\n' ${record} >"$_keep/owed/"${id} || _unnoted ${id}`;
    });
    if (records.length === 0) return undefined;
    const script = records.reduce(
      (before, next) => sh`${before}\n${next}`,
      sh`${this.#places}\n${unnoted}\n[ -d "$_keep/owed" ] || mkdir -p -- "$_keep/owed" || exit`,
    );
    return {
      script,
      handlers: fresh,
      forget: () => {
        for (const handler of fresh) this.#owed.delete(owedId(play, handler));
      },
    };
  }

  /** What clears handlers that have run, for each user whose runner has them noted. */
  clear(play: string, handlers: readonly Task[]): readonly { readonly script: Command; readonly become?: Become }[] {
    const byKeeper = new Map<string, { readonly become: Become | undefined; readonly ids: string[] }>();
    for (const handler of handlers) {
      const owed = this.#owed.get(owedId(play, handler));
      if (owed === undefined) continue;
      this.#owed.delete(owed.id);
      for (const [key, become] of owed.keepers) {
        const keeper = byKeeper.get(key) ?? { become, ids: [] };
        keeper.ids.push(owed.id);
        byKeeper.set(key, keeper);
      }
    }
    return [...byKeeper.values()].map(({ become, ids }) => ({
      script: sh`${this.#places}\ncd "$_keep/owed" && rm -f -- ${ids}`,
      ...(become && { become }),
    }));
  }

  #add(id: string, record: string, become: Become | undefined, earlier: boolean): void {
    const owed = this.#owed.get(id) ?? { id, record, earlier, keepers: new Map<string, Become | undefined>() };
    owed.keepers.set(becomeKey(become), become);
    this.#owed.set(id, owed);
  }
}

/** Half a note would be owed for ever. A shell's own `printf` does not tell why it failed, a program does. */
const unnoted = verbatim(`_unnoted() {
  echo | cat >"$_keep/owed/$1"
  rm -f -- "$_keep/owed/$1"
  echo "$_keep/owed: the handlers that this notifies cannot be noted" >&2
  exit 1
}`);
