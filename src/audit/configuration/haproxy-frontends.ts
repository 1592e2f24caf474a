import type { HostEvidence } from '../evidence/host-evidence.ts';

/** Where HAProxy lets clients in without TLS. */
export interface PlainFrontend {
  readonly name: string;
  readonly ports: readonly number[];
  /** It sends them to HTTPS. */
  readonly redirects: boolean;
  /** Of its first `bind`, counted from 1. */
  readonly line: number;
}

/** Those of `mode http`; what is passed through unread may be anything. */
export function plainFrontends({ files }: HostEvidence): readonly PlainFrontend[] {
  const found: { name: string; mode: string; ports: number[]; redirects: boolean; line: number }[] = [];
  let usualMode = 'tcp';
  let section = '';
  for (const [index, written] of (files.get('/etc/haproxy/haproxy.cfg') ?? '').split('\n').entries()) {
    const [word = '', ...words] = written.replace(/#.*/, '').trim().split(/\s+/);
    if (/^(?:global|defaults|frontend|backend|listen|userlist|peers|resolvers|cache)$/.test(word)) {
      section = word;
      if (word === 'frontend' || word === 'listen')
        found.push({ name: words[0] ?? '', mode: usualMode, ports: [], redirects: false, line: 0 });
    }
    if (word === 'mode' && section === 'defaults') usualMode = words[0] ?? '';
    const frontend = found.at(-1);
    if (frontend === undefined || (section !== 'frontend' && section !== 'listen')) continue;
    if (word === 'mode') frontend.mode = words[0] ?? '';
    if (/(?:^| )redirect (?:scheme https|(?:location|prefix) https:)/.test([word, ...words].join(' ')))
      frontend.redirects = true;
    if (word === 'bind' && !words.includes('ssl')) {
      if (frontend.ports.length === 0) frontend.line = index + 1;
      frontend.ports.push(...boundPorts(words[0] ?? ''));
    }
  }
  return found.filter(({ mode, ports }) => mode === 'http' && ports.length > 0);
}

/** `:80,:::80`; loopback is nobody's way in. */
function boundPorts(at: string): readonly number[] {
  return at.split(',').flatMap((each) => {
    const [, address = '', port] = /^(.*):(\d+)$/.exec(each) ?? [];
    return port === undefined || address.startsWith('127.') || address === '::1' ? [] : [Number(port)];
  });
}
