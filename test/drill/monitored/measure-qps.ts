import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../../support/site.ts';
import { generateLoad } from './generate-load.ts';
import type { Load } from './generate-load.ts';
import { askPrometheus } from './ask-prometheus.ts';

export interface QpsEnd {
  readonly load: Load;
  /** What the web servers say they have served besides what they serve without load. */
  readonly web: number;
  readonly edge: number;
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
  const before = await counters(site, 60);
  const linesBefore = await lines(site);
  const from = Date.now();
  const turned = turnOver(site, seconds);
  const load = await generateLoad(site.address('lb1'), rate, seconds);
  await turned;
  // Until all of it has been asked for.
  await delay(35_000);
  const span = Math.round((Date.now() - from) / 1000);
  const after = await counters(site, span);
  const linesAfter = await lines(site);
  const restarted = delay(20_000).then(() => site.asRoot('web2', 'systemctl restart nginx'));
  await generateLoad(site.address('lb1'), rate, 60);
  await restarted;
  const whole = Math.round((Date.now() - from) / 1000);
  const rates = await askPrometheus(site, `min(min_over_time(instance:nginx_http_requests:rate1m[${whole}s]))`);
  const peaks = await askPrometheus(site, `max(max_over_time(instance:nginx_http_requests:rate1m[${whole}s]))`);
  return {
    load,
    web: (after.web - before.web) * span,
    edge: (after.edge - before.edge) * span,
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

/** Requests a second over the last seconds. */
async function counters(site: Site, seconds: number): Promise<{ readonly web: number; readonly edge: number }> {
  const [web = 0] = await askPrometheus(site, `sum(rate(nginx_http_requests_total[${seconds}s]))`);
  const [edge = 0] = await askPrometheus(
    site,
    `sum(rate(haproxy_frontend_http_requests_total{proxy="edge"}[${seconds}s]))`,
  );
  return { web, edge };
}

/** Both at one moment: health checks of the edge go on, so that one line may be between them. */
async function lines(site: Site): Promise<{ readonly logged: number; readonly counted: number }> {
  const address = site.address('web1');
  const text = await site.asRoot(
    'web1',
    `cd /var/log/nginx; sleep 2; { cat metrics.log metrics.log.1 2>/dev/null; zcat metrics.log.*.gz 2>/dev/null; } | wc -l
curl -fsS http://${address}:3903/metrics | awk '$1 == "nginx_log_lines_total" { print $2 }'`,
  );
  const [logged = Number.NaN, counted = Number.NaN] = text.trim().split('\n').map(Number);
  return { logged, counted };
}
