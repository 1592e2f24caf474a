import type { Play } from '../playbook/model.ts';
import type { HostSummary, PlayTraffic } from '../reporter.ts';
import type { HostAddress } from '../host.ts';
import { Ground } from './ground.ts';
import { HostLine } from './host-line.ts';
import { Applied } from './journal/applied.ts';
import { Journal } from './journal/journal.ts';
import { preludeFor } from './prelude/prelude.ts';
import type { RunOptions } from './run-options.ts';
import { Stopwatch } from './stopwatch.ts';

/** What a run knows of one host from play to play. */
export class HostState {
  readonly name: string;
  readonly ground = new Ground();
  readonly stopwatch: Stopwatch;
  readonly journal: Journal;
  readonly applied: Applied;
  /** What stands under `facts.`; nothing before they were gathered. */
  facts: unknown;
  /** What `register` and `set_fact` have set. */
  readonly runtime = new Map<string, unknown>();
  readonly unknown = new Set<string>();
  readonly traffic: PlayTraffic[] = [];
  readonly #visited = new Set<Play>();
  readonly #open: (address: HostAddress) => HostLine;
  #address: HostAddress;
  #line: HostLine;
  #state: HostSummary['state'] = 'ok';
  #leaving: Promise<void> | undefined;

  constructor(
    name: string,
    options: Pick<
      RunOptions,
      'mode' | 'addresses' | 'connect' | 'abort' | 'emit' | 'now' | 'hostPaths' | 'lock' | 'prune' | 'playbookPath'
    >,
  ) {
    const address = options.addresses.get(name);
    if (address === undefined) throw new Error(`host ${name} has no address`);
    this.name = name;
    this.stopwatch = new Stopwatch(() => options.now());
    this.applied = new Applied(options.hostPaths, options.playbookPath ?? '');
    this.journal = new Journal(options.hostPaths, options.lock.who);
    let start = 0;
    this.#open = (at) =>
      new HostLine({
        address: at,
        connect: options.connect,
        abort: options.abort,
        prelude: preludeFor(
          options.mode,
          options.hostPaths,
          { ...options.lock, tells: options.prune === true },
          {
            owed: (id, record, become) => this.journal.found(id, record, become),
            applied: (id, record, become) => {
              const wrong = this.applied.found(id, record, become);
              if (wrong !== undefined) options.emit({ type: 'warning', host: name, message: wrong });
            },
            warn: (message) => options.emit({ type: 'warning', host: name, message }),
          },
        ),
        onConnecting: () => {
          start = options.now();
          this.stopwatch.connecting(true);
          options.emit({ type: 'host.connecting', host: name });
        },
        onConnected: ({ transport }) => {
          this.stopwatch.connecting(false);
          options.emit({ type: 'host.connected', host: name, durationMs: options.now() - start, transport });
        },
      });
    this.#address = address;
    this.#line = this.#open(address);
  }

  get line(): HostLine {
    return this.#line;
  }

  /** A play may log in differently than the one before. */
  async reachAt(address: HostAddress): Promise<void> {
    if (address === this.#address) return;
    await this.#line.close();
    this.#address = address;
    this.#line = this.#open(address);
  }

  get state(): HostSummary['state'] {
    return this.#state;
  }

  /** It takes no part in later plays. */
  giveUp(state: Exclude<HostSummary['state'], 'ok'>): void {
    if (this.#state === 'ok') this.#state = state;
  }

  /** Ends its connection for good. Never rejects; may be called again. */
  leave(): Promise<void> {
    return (this.#leaving ??= this.#line.close());
  }

  visit(play: Play): void {
    this.#visited.add(play);
  }

  visited(play: Play): boolean {
    return this.#visited.has(play);
  }
}
