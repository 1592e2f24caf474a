import type { Client } from 'ssh2';

/**
 * After each login sshd tells of all its host keys, and ssh2 has it prove them, for an event that nobody listens to here: a signature with each
 * key on the host, and their verification. The protocol's handlers are not a public part of ssh2, whose version is pinned; if they are not
 * there, it goes on proving.
 */
export function ignoreHostKeyOffers(client: Client): void {
  const { _protocol: protocol } = client as unknown as { readonly _protocol?: Partial<Protocol> };
  const handlers = protocol?._handlers;
  const handle = handlers?.GLOBAL_REQUEST;
  if (handlers === undefined || handle === undefined) return;
  handlers.GLOBAL_REQUEST = (self, name, wantReply, data) => {
    // It never wants a reply; if it did, ssh2 would know how to give one.
    if (name !== 'hostkeys-00@openssh.com' || wantReply) handle(self, name, wantReply, data);
  };
}

interface Protocol {
  readonly _handlers: { GLOBAL_REQUEST?: GlobalRequestHandler };
}

type GlobalRequestHandler = (self: unknown, name: string, wantReply: boolean, data: unknown) => void;
