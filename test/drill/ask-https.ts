import { request } from 'node:https';
import type { OutgoingHttpHeaders } from 'node:http';
import type { LoadTarget } from './steady-load.ts';

export interface HttpsAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks once, over a connection of its own, whose certificate must hold for the name.
 * @param form is sent as a browser sends a form
 * @throws Error when no whole answer comes within 40 s
 */
export function askHttps(
  { address, name, trust }: LoadTarget,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const headers: OutgoingHttpHeaders = { host: name };
    if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    const asked = request(
      {
        host: address,
        port: 443,
        method: body === undefined ? 'GET' : 'POST',
        path,
        servername: name,
        headers,
        ca: trust,
        agent: false,
        timeout: 40_000,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer within 40 s')));
    asked.on('error', reject);
    asked.end(body);
  });
}
