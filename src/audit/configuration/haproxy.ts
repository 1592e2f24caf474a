import type { HostEvidence } from '../evidence/host-evidence.ts';

/** What the audit understands of HAProxy's configuration. */
export interface HaproxyConfiguration {
  readonly file: string;
  readonly backends: readonly Backend[];
  /** Milliseconds, of `defaults`: `client`, `server`, `connect`. */
  readonly timeouts: ReadonlyMap<string, number>;
}

export interface Backend {
  readonly name: string;
  readonly mode: string;
  readonly asksOverHttp: boolean;
  /** What sends a client to the same server again: `cookie`, `stick`, `balance source`. */
  readonly sticks: Sticks | undefined;
  readonly servers: readonly BackendServer[];
}

interface Sticks {
  readonly words: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

export interface BackendServer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** `ssl`, `verify required`, `check`, … */
  readonly words: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

const file = '/etc/haproxy/haproxy.cfg';

export function haproxyOf({ files }: HostEvidence): HaproxyConfiguration | undefined {
  const text = files.get(file);
  if (text === undefined) return undefined;
  const backends: {
    name: string;
    mode: string;
    asksOverHttp: boolean;
    sticks: Sticks | undefined;
    servers: BackendServer[];
  }[] = [];
  const timeouts = new Map<string, number>();
  let section = '';
  let usualMode = 'tcp';
  let usualWords: readonly string[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    const [word = '', ...words] = written.replace(/#.*/, '').trim().split(/\s+/);
    const backend = backends.at(-1);
    if (/^(?:global|defaults|frontend|backend|listen|userlist|peers|resolvers|cache)$/.test(word)) {
      section = word;
      if (word === 'backend' || word === 'listen')
        backends.push({
          ...{ name: words[0] ?? '', mode: usualMode, asksOverHttp: false },
          ...{ sticks: undefined, servers: [] },
        });
      usualWords = [];
    } else if (section === 'defaults') {
      if (word === 'mode') usualMode = words[0] ?? '';
      if (word === 'timeout') timeouts.set(words[0] ?? '', milliseconds(words[1] ?? ''));
    } else if ((section === 'backend' || section === 'listen') && backend !== undefined) {
      if (word === 'mode') backend.mode = words[0] ?? '';
      if (word === 'option' && words[0] === 'httpchk') backend.asksOverHttp = true;
      if (word === 'cookie' || (word === 'stick' && words[0] === 'on') || (word === 'balance' && words[0] === 'source'))
        backend.sticks = { words: [word, ...words], line: index + 1 };
      if (word === 'default-server') usualWords = words;
      if (word === 'server') backend.servers.push(serverOf(words, usualWords, index + 1));
    }
  }
  return { file, backends, timeouts };
}

function serverOf(
  [name = '', at = '', ...words]: readonly string[],
  usual: readonly string[],
  line: number,
): BackendServer {
  const [, address = at, port = ''] = /^(.*):(\d+)$/.exec(at) ?? [];
  return { name, address: address.replace(/^\[(.*)\]$/, '$1'), port: Number(port), words: [...usual, ...words], line };
}

function milliseconds(text: string): number {
  const [, number = '', unit = 'ms'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  return Number(number) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1);
}
