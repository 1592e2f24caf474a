import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Knock {
  readonly protocol: 'tcp' | 'udp';
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** `open`: somebody answered; `refused`: the host said no; `silent`: nothing came back. */
export type Answer = 'open' | 'refused' | 'silent';

/** Answers on ports of a namespace until it is closed: TCP gets a greeting and an echo, UDP an echo. */
export async function listenIn(namespace: string, ports: readonly number[]): Promise<{ close(): void }> {
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', listener, ports.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { close: () => child.kill() };
}

/** All at once, each for at most 700 ms. */
export function knockFrom(namespace: string, knocks: readonly Knock[]): Promise<readonly Answer[]> {
  return new Promise((resolve, reject) => {
    const args = ['netns', 'exec', namespace, process.execPath, '-e', knocker, JSON.stringify(knocks)];
    execFile('ip', args, (error, stdout) => {
      if (error) reject(new Error('could not knock', { cause: error }));
      else resolve(JSON.parse(stdout) as readonly Answer[]);
    });
  });
}

const listener = `
const net = require('node:net'), dgram = require('node:dgram');
const ports = process.argv[1].split(',').map(Number);
let waiting = 2 * ports.length;
const ready = () => { waiting -= 1; if (waiting === 0) console.log('listening'); };
for (const port of ports) {
  net.createServer((socket) => { socket.on('error', () => {}); socket.write('hello'); socket.pipe(socket); }).listen(port, '::', ready);
  const udp = dgram.createSocket('udp6');
  udp.on('message', (message, from) => udp.send(message, from.port, from.address));
  udp.bind(port, '::', ready);
}
`;

const knocker = `
const net = require('node:net'), dgram = require('node:dgram');
const wait = 700;
const tcp = ({ from, to, port }) => new Promise((resolve) => {
  const socket = net.connect({ host: to, port, localAddress: from });
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.setTimeout(wait, () => end('silent'));
  socket.on('data', () => end('open'));
  socket.on('error', (error) => end(error.code === 'ETIMEDOUT' ? 'silent' : 'refused'));
});
const udp = ({ from, to, port }) => new Promise((resolve) => {
  const socket = dgram.createSocket(net.isIP(to) === 4 ? 'udp4' : 'udp6');
  const end = (answer) => { clearTimeout(timer); socket.close(); resolve(answer); };
  const timer = setTimeout(() => end('silent'), wait);
  socket.on('message', () => end('open'));
  socket.on('error', () => end('refused'));
  socket.bind(0, from, () => socket.connect(port, to, () => socket.send('hello')));
});
Promise.all(JSON.parse(process.argv[1]).map((knock) => (knock.protocol === 'tcp' ? tcp : udp)(knock)))
  .then((answers) => console.log(JSON.stringify(answers)));
`;
