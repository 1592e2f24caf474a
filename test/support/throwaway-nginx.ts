import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * The bodies that a real nginx answers with when its configuration says `return 200 VALUE;` for each value.
 * @throws Error with nginx's own words when it refuses the configuration
 */
export async function askNginx(values: readonly string[], more = ''): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-nginx-'));
  mkdirSync(join(directory, 'tmp'));
  const socket = join(directory, 'socket');
  const locations = values.map((value, index) => `location = /${index} { return 200 ${value}; }`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${directory}/tmp/${name};`,
  );
  const configuration = join(directory, 'nginx.conf');
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${directory}/pid; error_log stderr; events {}
http { access_log off; ${temporary.join(' ')} ${more}
server { listen unix:${socket}; ${locations.join('\n')} } }\n`,
  );
  let said = '';
  const server = spawn('/usr/sbin/nginx', ['-p', directory, '-c', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const ended = once(server, 'exit');
  try {
    for (let tries = 0; !existsSync(socket); tries += 1) {
      if (tries > 200 || server.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
      await setTimeout(50);
    }
    return await Promise.all(values.map((_, index) => get(socket, `/${index}`)));
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

/** nginx has 512 connections at first. */
const agent = new Agent({ maxSockets: 50 });

function get(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
      answer.on('end', () => {
        resolve(Buffer.concat(chunks).toString());
      });
    })
      .on('error', reject)
      .end();
  });
}
