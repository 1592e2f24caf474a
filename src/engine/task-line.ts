import type { CommandResult, DirectRequest, HostRequest, UploadRequest } from '../host.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { Line, Renewed } from './host-line.ts';

/** What a task adds to all that it runs on a host. */
export interface TaskWishes {
  readonly environment: ReadonlyMap<string, string>;
  readonly timeoutMs: number | undefined;
}

/** The line that a task with an environment or a time limit works over. */
export class TaskLine implements Line {
  readonly #line: Line;
  readonly #exports: Command | undefined;
  readonly #timeoutMs: number | undefined;

  constructor(line: Line, { environment, timeoutMs }: TaskWishes) {
    this.#line = line;
    this.#exports = [...environment].reduce<Command | undefined>(
      (all, [name, value]) => (all === undefined ? exported(name, value) : sh`${all}\n${exported(name, value)}`),
      undefined,
    );
    this.#timeoutMs = timeoutMs;
  }

  nextChain(): number {
    return this.#line.nextChain();
  }

  write(request: HostRequest): Promise<CommandResult> {
    return this.#line.write(this.#wished(request));
  }

  read(request: HostRequest): Promise<CommandResult> {
    // What we read is meant for us and not for people.
    return this.#line.read(this.#wished({ ...request, script: sh`LC_ALL=C; export LC_ALL\n${request.script}` }));
  }

  upload(request: UploadRequest): Promise<CommandResult> {
    return this.#line.upload(request);
  }

  direct(request: DirectRequest): Promise<CommandResult> {
    return this.#line.direct(request);
  }

  reconnect(): Promise<void> {
    return this.#line.reconnect();
  }

  renew(): Promise<Renewed> {
    return this.#line.renew();
  }

  drop(): Promise<void> {
    return this.#line.drop();
  }

  #wished(request: HostRequest): HostRequest {
    const limits = [request.timeoutMs, this.#timeoutMs].flatMap((limit) => limit ?? []);
    return {
      ...request,
      ...(this.#exports && { script: sh`${this.#exports}\n${request.script}` }),
      ...(limits.length > 0 && { timeoutMs: Math.min(...limits) }),
    };
  }
}

function exported(name: string, value: string): Command {
  return sh`${name}=${value}; export ${name}`;
}
