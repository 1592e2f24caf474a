import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  /** Requests that were answered. */
  readonly answered: number;
  readonly failed: number;
  /** Seconds from the first request to the last answer. */
  readonly seconds: number;
}

/** Asks evenly, so many times a second, whether or not earlier answers are there. @param address of the edge */
export async function generateLoad(address: string, rate: number, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const begin = Date.now();
  const sent: Promise<boolean>[] = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    const wait = begin + (index * 1000) / rate - Date.now();
    if (wait > 0) await delay(wait);
    sent.push(ask(agent, address));
  }
  const ends = await Promise.all(sent);
  agent.destroy();
  const answered = ends.filter(Boolean).length;
  return { answered, failed: ends.length - answered, seconds: (Date.now() - begin) / 1000 };
}

function ask(agent: Agent, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ agent, host, path: '/' }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        resolve(answer.statusCode === 200);
      });
    })
      .on('error', () => {
        resolve(false);
      })
      .end();
  });
}
