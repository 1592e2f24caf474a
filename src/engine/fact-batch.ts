import { HostError } from '../diagnostics/errors.ts';
import { FactError } from '../fact.ts';
import type { FactKind, FactReader } from '../fact.ts';
import type { CommandResult, HostRequest } from '../host.ts';

/**
 * A reader that gathers what everybody asks for in one turn of the event loop and reads it with one request per fact
 * kind, all of them on the way together (as a DataLoader does). It remembers nothing: each turn reads anew.
 */
export function createFactReader(send: (request: HostRequest) => Promise<CommandResult>): FactReader {
  let batch: Map<string, KindBatch> | undefined;

  const flush = (): void => {
    const kinds = batch ?? new Map<string, KindBatch>();
    batch = undefined;
    for (const { kind, wishes } of kinds.values()) void readKind(kind, [...wishes.values()], send);
  };

  const reader: FactReader = {
    read: <Key, Value>(kind: FactKind<Key, Value>, key: Key): Promise<Value> => {
      if (kind.through !== undefined) return reader.read(kind.through.kind, kind.through.key(key));
      if (batch === undefined) {
        batch = new Map();
        // After all promises that are ready now have gone on and asked for what they need.
        setImmediate(flush);
      }
      let keys = batch.get(kind.name);
      if (keys === undefined) batch.set(kind.name, (keys = { kind: kind, wishes: new Map() }));
      return wish(keys, kind.identity(key), key) as Promise<Value>;
    },
  };
  return reader;
}

interface KindBatch {
  readonly kind: FactKind<unknown, unknown>;
  readonly wishes: Map<string, Wish>;
}

interface Wish {
  readonly key: unknown;
  readonly value: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

function wish(batch: KindBatch, identity: string, key: unknown): Promise<unknown> {
  const known = batch.wishes.get(identity);
  if (known !== undefined) return known.value;
  let resolve!: Wish['resolve'];
  let reject!: Wish['reject'];
  const value = new Promise<unknown>((res, rej) => ([resolve, reject] = [res, rej]));
  batch.wishes.set(identity, { key, value, resolve, reject });
  return value;
}

/** What a user's own question may take; ours have the limit of a probe. */
const userLimitMs = 60_000;

async function readKind(
  kind: KindBatch['kind'],
  wishes: readonly Wish[],
  send: (request: HostRequest) => Promise<CommandResult>,
): Promise<void> {
  try {
    const values = await valuesOf(kind, wishes, send);
    wishes.forEach((each, index) => each.resolve(values[index]));
  } catch (error) {
    // Those who were asked for together must not fail together: what one reads is no business of the others.
    const lost = error instanceof HostError && error.unreachable;
    if (wishes.length > 1 && !lost) for (const each of wishes) void readKind(kind, [each], send);
    else for (const each of wishes) each.reject(error);
  }
}

async function valuesOf(
  kind: KindBatch['kind'],
  wishes: readonly Wish[],
  send: (request: HostRequest) => Promise<CommandResult>,
): Promise<readonly unknown[]> {
  const keys = wishes.map((each) => each.key);
  const limits = kind.form && { form: kind.form, confidential: true as const, timeoutMs: userLimitMs };
  const result = await send({ script: kind.script(keys), ...limits });
  const values = kind.parse(stdoutOf(kind.name, result), keys);
  if (values.length === keys.length) return values;
  throw new FactError(`${kind.name}: ${values.length} answers to ${keys.length} questions`);
}

function stdoutOf(name: string, result: CommandResult): Buffer {
  if (result.exitCode !== 0) {
    const said = Buffer.from(result.stderr).toString('utf8').trim().slice(-500);
    throw new HostError(
      'fact-unreadable',
      `reading ${name} ended with status ${result.exitCode}${said && `: ${said}`}`,
    );
  }
  if (result.truncated) throw new HostError('fact-unreadable', `reading ${name} gave more output than can be kept`);
  return Buffer.from(result.stdout.buffer, result.stdout.byteOffset, result.stdout.byteLength);
}
