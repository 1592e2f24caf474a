import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../../support/site.ts';
import { generateLoad } from './generate-load.ts';
import type { Load } from './generate-load.ts';
import { askPrometheus } from './ask-prometheus.ts';

export interface QpsEnd {
  readonly load: Load;
  /** What the web servers have counted besides what they serve without load. */
  readonly web: number;
  readonly edge: number;
  /** Requests a second that dashboards and alerts go by, while the load went on. */
  readonly shown: { readonly web: number; readonly edge: number };
  /** The lowest and the highest rate of one web server in the whole time. */
  readonly lowest: number;
  readonly highest: number;
  /** Lines that web1 has logged, and those that were counted. */
  readonly logged: number;
  readonly counted: number;
}

/**
 * Sends a known load through the edge, while the log of web1 is turned over twice. Then again while nginx is restarted on web2: its
 * counters begin anew, and what it served since it was last asked is lost, so that only the rates are looked at.
 */
export async function measureQps(site: Site, rate: number, seconds: number): Promise<QpsEnd> {
  // What was before the lab became quiet shall not count.
  await delay(120_000);
  const idle = await idleRate(site);
  const before = await counters(site);
  const linesBefore = await lines(site);
  const from = Date.now();
  const turned = turnOver(site, seconds);
  const load = await generateLoad(site.address('lb1'), rate, seconds);
  await turned;
  // Until all of it has been asked for.
  await delay(35_000);
  const shown = await shownRates(site, from / 1000, seconds, idle);
  const after = await counters(site);
  const linesAfter = await lines(site);
  const restarted = delay(20_000).then(() => site.asRoot('web2', 'systemctl restart nginx'));
  await generateLoad(site.address('lb1'), rate, 60);
  await restarted;
  const whole = Math.round((Date.now() - from) / 1000);
  const rates = await askPrometheus(site, `min(min_over_time(instance:nginx_http_requests:rate1m[${whole}s]))`);
  const peaks = await askPrometheus(site, `max(max_over_time(instance:nginx_http_requests:rate1m[${whole}s]))`);
  return {
    load,
    web: after.web - before.web - idle * (after.at - before.at),
    edge: after.edge - before.edge,
    shown,
    lowest: rates[0] ?? Number.NaN,
    highest: peaks[0] ?? Number.NaN,
    logged: linesAfter.logged - linesBefore.logged,
    counted: linesAfter.counted - linesBefore.counted,
  };
}

async function turnOver(site: Site, seconds: number): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    await delay((seconds * 1000) / 3);
    await site.asRoot('web1', 'logrotate --force /etc/logrotate.d/nginx');
  }
}

/** From when a minute of load has been asked for, which takes up to 15 s more, until its end. @param from seconds since 1970 */
async function shownRates(site: Site, from: number, seconds: number, idle: number): Promise<QpsEnd['shown']> {
  const span = `[${seconds - 75}s] @ ${from + seconds}`;
  const [web = Number.NaN] = await askPrometheus(site, `avg_over_time(job:nginx_http_requests:rate1m${span})`);
  const [edge = Number.NaN] = await askPrometheus(
    site,
    `avg_over_time(proxy:haproxy_frontend_http_requests:rate1m{proxy="edge"}${span})`,
  );
  return { web: web - idle, edge };
}

/** What was counted up to the last time that all of it was asked for, and when that was: the newest sample of a server that is idle is as good as any. */
async function counters(site: Site): Promise<Counted> {
  const [web = Number.NaN] = await askPrometheus(site, 'sum(nginx_http_requests_total)');
  const [edge = Number.NaN] = await askPrometheus(site, 'sum(haproxy_frontend_http_requests_total{proxy="edge"})');
  const [at = Number.NaN] = await askPrometheus(site, 'avg(timestamp(nginx_http_requests_total))');
  return { web, edge, at };
}

interface Counted {
  readonly web: number;
  readonly edge: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** Requests a second without any load: health checks of the edge and probes. */
async function idleRate(site: Site): Promise<number> {
  const [rate = 0] = await askPrometheus(site, 'sum(rate(nginx_http_requests_total[2m]))');
  return rate;
}

/** Both at a moment in which nothing is logged, and mtail has had the time to read what was: health checks of the edge go on. */
async function lines(site: Site): Promise<{ readonly logged: number; readonly counted: number }> {
  const text = await site.asRoot(
    'web1',
    `cd /var/log/nginx
logged() { { cat metrics.log metrics.log.1 2>/dev/null; zcat metrics.log.*.gz 2>/dev/null; } | wc -l; }
for try in 1 2 3 4 5 6 7 8 9 10; do
  before=$(logged); sleep 1
  counted=$(curl -fsS http://${site.address('web1')}:3903/metrics | awk '$1 == "nginx_log_lines_total" { print $2 }')
  [ "$(logged)" != "$before" ] || break
done
echo "$before"; echo "$counted"`,
  );
  const [logged = Number.NaN, counted = Number.NaN] = text.trim().split('\n').map(Number);
  return { logged, counted };
}
