import net from 'node:net';

/** The line to a host, through us: what goes over it is counted, and it can be cut in the middle of anything. */
export interface Line {
  readonly port: number;
  /** Bytes to the host and from it, since the last `reset`. */
  readonly sent: number;
  readonly received: number;
  /** Calls `act` once, exactly when so many bytes have passed; nothing of what comes behind them passes before it returns. */
  at(direction: 'sent' | 'received', bytes: number, act: () => void): void;
  /** Ends all connections at once, on both sides; new ones may be made. */
  cut(): void;
  /** Another host; counts from zero. */
  reset(address: string): void;
  close(): void;
}

export async function openLine(): Promise<Line> {
  const counts = { sent: 0, received: 0 };
  const marks: { direction: 'sent' | 'received'; bytes: number; act: () => void }[] = [];
  const clients = new Set<net.Socket>();
  let target = '127.0.0.1';

  const carry = (from: net.Socket, to: net.Socket, direction: 'sent' | 'received'): void => {
    from.on('data', (chunk: Buffer) => {
      let rest = chunk;
      for (const mark of marks.filter((each) => each.direction === direction).toSorted((a, b) => a.bytes - b.bytes)) {
        if (counts[direction] + rest.length < mark.bytes) break;
        const before = rest.subarray(0, Math.max(0, mark.bytes - counts[direction]));
        to.write(before);
        counts[direction] += before.length;
        rest = rest.subarray(before.length);
        marks.splice(marks.indexOf(mark), 1);
        mark.act();
      }
      counts[direction] += rest.length;
      if (rest.length > 0 && !to.destroyed) to.write(rest);
    });
    from.on('end', () => to.end());
    from.on('error', () => undefined);
    // What is on its way arrives all the same: half a request is worse than none.
    from.on('close', () => to.destroySoon());
  };
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const host = net.connect({ host: target, port: 22, noDelay: true, allowHalfOpen: true });
    clients.add(client);
    client.on('close', () => clients.delete(client));
    carry(client, host, 'sent');
    carry(host, client, 'received');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    get sent() {
      return counts.sent;
    },
    get received() {
      return counts.received;
    },
    at: (direction, bytes, act) => marks.push({ direction, bytes, act }),
    cut: () => {
      for (const client of clients) client.resetAndDestroy();
    },
    reset: (address) => {
      target = address;
      marks.length = 0;
      counts.sent = 0;
      counts.received = 0;
    },
    close: () => server.close(),
  };
}
