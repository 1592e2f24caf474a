import type { JumpHost } from './model.ts';

/** Reads a ProxyJump value: `[user@]host[:port]` or `ssh://[user@]host[:port]`, separated by commas; `none` is empty. */
export function parseJumpHosts(value: string): readonly JumpHost[] {
  if (value === '' || value.toLowerCase() === 'none') return [];
  return value.split(',').map((each) => parseJumpHost(each.trim()));
}

function parseJumpHost(text: string): JumpHost {
  const bare = text.replace(/^ssh:\/\//, '').replace(/\/$/, '');
  const at = bare.lastIndexOf('@');
  const user = at === -1 ? undefined : bare.slice(0, at);
  const match = /^(?:\[([^\]]+)\]|([^:]+|[^:]*:[^:]*:.*?))(?::(\d+))?$/.exec(bare.slice(at + 1));
  const host = match?.[1] ?? match?.[2] ?? bare.slice(at + 1);
  const port = match?.[3];
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port: Number(port) }) };
}
