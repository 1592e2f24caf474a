import type { Site } from '../../support/site.ts';
import { expectedTargets } from './expected-targets.ts';

/** Who is asked, and who answers whom. Sentences for people, and those of them that are wrong. */
export async function askExporters(
  site: Site,
  network: string,
): Promise<{
  readonly told: readonly string[];
  readonly wrong: readonly string[];
}> {
  const { exporters, targets } = expectedTargets(network);
  const found = await activeTargets(site);
  const names = found.map(({ name }) => name).toSorted();
  const down = found.filter(({ health }) => health !== 'up').map(({ name }) => name);
  const missing = targets.filter((each) => !names.includes(each));
  const unknown = names.filter((each) => !targets.includes(each));
  const places = exporters.map(({ host, port }) => ({ host, place: `${site.address(host)} ${port}` }));
  const inside = await answering(site, 'mon1', places);
  const outside = (
    await Promise.all(
      ['lb1', 'web1', 'web2', 'db1', 'db2'].map(async (from) =>
        (await answering(site, from, places)).map((each) => `${each} answers ${from}`),
      ),
    )
  ).flat();
  const others = places.filter(({ host }) => host !== 'mon1').length;
  return {
    told: [
      `targets   ${names.length} active, ${targets.length} follow from the inventory, ${names.length - down.length} up`,
      `exporters ${inside.length} of ${others} answer mon1; of hosts that do not collect ${outside.length} were answered`,
    ],
    wrong: [
      ...missing.map((each) => `${each} is not asked`),
      ...unknown.map((each) => `${each} is asked, which does not follow from the inventory`),
      ...(names.length === new Set(names).size ? [] : ['a target is asked twice']),
      ...down.map((each) => `${each} does not answer its collector`),
      ...(inside.length === others ? [] : ['an exporter does not let its collector in']),
      ...outside,
    ],
  };
}

async function activeTargets(site: Site): Promise<readonly { readonly name: string; readonly health: string }[]> {
  const text = await site.asRoot('mon1', 'curl -fsS http://127.0.0.1:9090/api/v1/targets?state=active');
  const { data } = JSON.parse(text) as {
    readonly data: {
      readonly activeTargets: readonly { readonly health: string; readonly labels: Readonly<Record<string, string>> }[];
    };
  };
  return data.activeTargets.map(({ health, labels }) => ({
    name: `${labels['job'] ?? ''} ${labels['instance'] ?? ''}`,
    health,
  }));
}

/** Those that take a connection from another host. A refusal counts as an answer, too: nothing at all may come through. */
async function answering(
  site: Site,
  from: string,
  places: readonly { readonly host: string; readonly place: string }[],
): Promise<readonly string[]> {
  const asked = places.filter(({ host }) => host !== from).map(({ place }) => place);
  const text = await site.asRoot(
    from,
    `while read -r address port; do
  { timeout 3 bash -c "exec 3<>/dev/tcp/$address/$port" 2>/dev/null; [ $? = 124 ] || echo "$address:$port"; } &
done <<'places'
${asked.join('\n')}
places
wait`,
  );
  return text.split('\n').filter((line) => line !== '');
}
