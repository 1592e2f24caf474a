import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Prometheus that asks nobody and keeps what others write to it. */
export interface RemoteWriteReceiver {
  /** How many series a query gives at this moment; 0, too, while it starts. */
  readonly count: (query: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** @param address with a port, of this machine */
export function remoteWriteReceiver(address: string): RemoteWriteReceiver {
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-receiver-'));
  const file = join(directory, 'prometheus.yml');
  writeFileSync(file, '{}\n');
  const options = [`--config.file=${file}`, `--storage.tsdb.path=${directory}/data`, `--web.listen-address=${address}`];
  const server = spawn('prometheus', [...options, '--web.enable-remote-write-receiver'], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  return {
    count: async (query) => {
      const place = `http://${address}/api/v1/query?query=${encodeURIComponent(query)}`;
      const answer = await fetch(place).catch(() => undefined);
      if (answer?.ok !== true) return 0;
      const { data } = (await answer.json()) as { readonly data: { readonly result: readonly unknown[] } };
      return data.result.length;
    },
    stop: async () => {
      server.kill();
      await ended;
      rmSync(directory, { recursive: true });
    },
  };
}
