import type { Site } from '../../support/site.ts';

/** The values of a query at this moment, asked on the collector itself. */
export async function askPrometheus(site: Site, query: string): Promise<readonly number[]> {
  const script = `curl -fsS --data-urlencode 'query=${query}' http://127.0.0.1:9090/api/v1/query`;
  const answer = JSON.parse(await site.asRoot('mon1', script)) as {
    readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
  };
  return answer.data.result.map(({ value }) => Number(value[1]));
}
