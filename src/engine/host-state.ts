import type { Play } from '../playbook/model.ts';
import type { HostSummary, PlayTraffic } from '../reporter.ts';
import { Ground } from './ground.ts';
import { HostLine } from './host-line.ts';
import type { RunOptions } from './run-options.ts';
import { Stopwatch } from './stopwatch.ts';

/** What a run knows of one host from play to play. */
export class HostState {
  readonly name: string;
  readonly line: HostLine;
  readonly ground = new Ground();
  readonly stopwatch: Stopwatch;
  /** What stands under `facts.`; nothing before they were gathered. */
  facts: unknown;
  /** What `register` and `set_fact` have set. */
  readonly runtime = new Map<string, unknown>();
  readonly unknown = new Set<string>();
  readonly traffic: PlayTraffic[] = [];
  readonly #visited = new Set<Play>();
  #state: HostSummary['state'] = 'ok';
  #leaving: Promise<void> | undefined;

  constructor(name: string, options: Pick<RunOptions, 'addresses' | 'connect' | 'abort' | 'emit' | 'now'>) {
    const address = options.addresses.get(name);
    if (address === undefined) throw new Error(`host ${name} has no address`);
    this.name = name;
    this.stopwatch = new Stopwatch(() => options.now());
    let start = 0;
    this.line = new HostLine({
      address,
      connect: options.connect,
      abort: options.abort,
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
    return (this.#leaving ??= this.line.close());
  }

  visit(play: Play): void {
    this.#visited.add(play);
  }

  visited(play: Play): boolean {
    return this.#visited.has(play);
  }
}
