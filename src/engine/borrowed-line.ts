import type { CommandResult, DirectRequest, HostRequest, UploadRequest } from '../host.ts';
import type { Company } from './company.ts';
import type { Ground } from './ground.ts';
import type { Line, Renewed } from './host-line.ts';

/**
 * The line to a host that another one's task is delegated to. From its first request to `release`, nobody else has a turn on
 * that host.
 */
export class BorrowedLine implements Line {
  readonly #line: Line;
  readonly #ground: Ground;
  readonly #company: Company;
  #holding: Promise<() => void> | undefined;
  #wrote = false;

  constructor(line: Line, ground: Ground, company: Company) {
    this.#line = line;
    this.#ground = ground;
    this.#company = company;
  }

  nextChain(): number {
    return this.#line.nextChain();
  }

  async write(request: HostRequest): Promise<CommandResult> {
    await this.#hold();
    this.#wrote = true;
    return this.#line.write(request);
  }

  async read(request: HostRequest): Promise<CommandResult> {
    await this.#hold();
    return this.#line.read(request);
  }

  async upload(request: UploadRequest): Promise<CommandResult> {
    await this.#hold();
    this.#wrote = true;
    return this.#line.upload(request);
  }

  async direct(request: DirectRequest): Promise<CommandResult> {
    await this.#hold();
    this.#wrote = true;
    return this.#line.direct(request);
  }

  async reconnect(): Promise<void> {
    await this.#hold();
    await this.#line.reconnect();
  }

  async renew(): Promise<Renewed> {
    await this.#hold();
    return await this.#line.renew();
  }

  async drop(): Promise<void> {
    await this.#line.drop();
  }

  /** Lets others have their turn. The next request waits for another one. */
  async release(): Promise<void> {
    const holding = this.#holding;
    this.#holding = undefined;
    if (holding === undefined) return;
    const leave = await holding;
    if (this.#wrote) this.#ground.visited();
    this.#wrote = false;
    leave();
  }

  #hold(): Promise<unknown> {
    return (this.#holding ??= this.#company.take(this.#ground.turn));
  }
}
