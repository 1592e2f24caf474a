import { spawn } from 'node:child_process';

export interface Talk {
  /** What the echo gives back within two seconds. */
  say(word: string): Promise<string>;
}

/** A connection to port 22 of `target` that stays open until `ends` are called. */
export function startTalk(namespace: string, target: string, ends: (() => void)[]): Talk {
  const talker = `const socket = require('node:net').connect(22, '${target}');
    process.stdin.pipe(socket); socket.pipe(process.stdout);`;
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', talker], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  ends.push(() => child.kill());
  let heard = '';
  child.stdout.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  return {
    say: async (word) => {
      heard = '';
      child.stdin.write(`${word};`);
      for (let tries = 0; tries < 40 && !heard.includes(`${word};`); tries += 1)
        await new Promise((go) => setTimeout(go, 50));
      return heard.includes(`${word};`) ? word : 'nothing';
    },
  };
}
