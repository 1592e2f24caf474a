import { HostError } from '../../diagnostics/errors.ts';
import type { Connect, Host } from '../../host.ts';

/** Keeps connections open from one line of the console to the next. */
export class HeldConnections {
  readonly #hosts = new Map<string, Host>();

  /** What one line connects by: what it closes stays open, and a host that it opens twice is really opened anew (`reboot`). */
  forLine(connect: Connect): Connect {
    const opened = new Set<string>();
    return async (address, signal, onAnswer) => {
      const { name } = address;
      if (opened.has(name)) await this.#drop(name);
      opened.add(name);
      const known = this.#hosts.get(name);
      if (known !== undefined) {
        onAnswer?.();
        return this.#held(known);
      }
      const host = await connect(address, signal, onAnswer);
      this.#hosts.set(name, host);
      return this.#held(host);
    };
  }

  /** Never throws. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#hosts.keys()].map((name) => this.#drop(name)));
  }

  #held(host: Host): Host {
    const watched = async <Value>(sent: Promise<Value>): Promise<Value> => {
      try {
        return await sent;
      } catch (error) {
        if (error instanceof HostError && error.unreachable) await this.#drop(host.name);
        throw error;
      }
    };
    return {
      name: host.name,
      transport: host.transport,
      get traffic() {
        return host.traffic;
      },
      begin: (prelude) => host.begin(prelude),
      send: (request) => watched(host.send(request)),
      direct: (request) => watched(host.direct(request)),
      upload: (request) => watched(host.upload(request)),
      close: () => Promise.resolve(),
    };
  }

  async #drop(name: string): Promise<void> {
    const host = this.#hosts.get(name);
    this.#hosts.delete(name);
    await host?.close();
  }
}
