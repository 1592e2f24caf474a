// Questions to Prometheus and Alertmanager, through the server that this page came from.
export async function now(query) {
  return (await ask(`api/v1/query?query=${encodeURIComponent(query)}`)).data.result.map(({ metric, value }) => ({
    labels: metric,
    value: Number(value[1]),
  }));
}

/** @returns times, and for each series its labels and a value or null for each of them */
export async function over(query, seconds) {
  const step = Math.max(15, Math.round(seconds / 240));
  const end = Math.floor(Date.now() / 1000 / step) * step;
  const start = end - seconds;
  const words = new URLSearchParams({ query, start, end, step });
  const { data } = await ask(`api/v1/query_range?${words}`);
  const times = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => start + index * step);
  const series = data.result.map(({ metric, values }) => {
    const known = new Map(values.map(([time, value]) => [time, Number(value)]));
    return {
      labels: metric,
      values: times.map((time) => {
        const value = known.get(time);
        return value === undefined || Number.isNaN(value) ? null : value;
      }),
    };
  });
  return { times, series };
}

/** What fires, neither silenced nor following from something else. */
export function alerts() {
  return ask('api/v2/alerts?active=true&silenced=false&inhibited=false');
}

export async function rules() {
  return (await ask('api/v1/rules?type=alert')).data.groups.flatMap((group) => group.rules);
}

async function ask(path) {
  // The page's own address may hold a password, which fetch refuses.
  const answer = await fetch(new URL(path, location.origin), { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path.split('?')[0]} answers ${answer.status}`);
  return answer.json();
}
