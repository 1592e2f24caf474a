import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An alert as Alertmanager posts it. */
export interface PostedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When what it tells was seen first. */
  readonly startsAt: string;
}

export interface Post {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly alerts: readonly PostedAlert[];
}

/** A webhook that keeps what it is told. */
export interface Receiver {
  readonly url: string;
  readonly posts: readonly Post[];
  /** When the dead man's switch was pressed. */
  readonly pressed: readonly number[];
  close(): void;
}

/** @param address of this machine, where the site reaches it */
export async function openReceiver(address: string, port = 0): Promise<Receiver> {
  const posts: Post[] = [];
  const pressed: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      response.end();
      if (request.url === '/deadman') return void pressed.push(Date.now());
      const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly alerts: readonly PostedAlert[] };
      posts.push({ at: Date.now(), alerts });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const url = `http://${address}:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    posts,
    pressed,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
