// One function for each kind of panel: it is given its place in the page and fills it.
import { areaOf } from './panels.js';
import { alerts, now, over, rules } from './prometheus.js';

export const draw = { chart, tiles, alerts: drawAlerts, replication, runbooks };

const colors = {
  light: ['#2459c4', '#b8500f', '#1a7f4b', '#9333a8', '#a01c4c', '#00707a', '#6b5b00', '#555e6b'],
  dark: ['#7ba7ff', '#f2994f', '#4fc98a', '#d58be6', '#ff7fa5', '#4fc4cf', '#d8c44a', '#aab4c1'],
};

async function chart(place, panel, seconds) {
  const { times, series } = await over(panel.query, seconds);
  if (series.length === 0) return empty(place);
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  const palette = matchMedia('(prefers-color-scheme: dark)').matches ? colors.dark : colors.light;
  const axis = { stroke: color('soft'), grid: { stroke: color('line'), width: 1 }, ticks: { show: false } };
  const show = (value) => (value === null || value === undefined ? '–' : figure(value, panel.unit));
  const lines = series
    .map((each) => ({ ...each, name: name(each.labels, panel.legend) || panel.title }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const options = {
    width: place.clientWidth,
    height: 200,
    scales: { y: { range: (_u, _low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    axes: [axis, { ...axis, size: 64, values: (_u, ticks) => ticks.map(show) }],
    series: [
      { value: (_u, time) => (time === null ? '' : new Date(time * 1000).toLocaleTimeString()) },
      ...lines.map((each, index) => ({
        label: each.name,
        stroke: palette[index % palette.length],
        width: 1.6,
        points: { show: false },
        value: (_u, value) => show(value),
      })),
    ],
  };
  place.replaceChildren();
  new uPlot(options, [times, ...lines.map(({ values }) => values)], place);
  place.dataset.series = String(series.length);
}

async function tiles(place, panel) {
  const samples = await now(panel.query);
  if (samples.length === 0) return empty(place);
  const boxes = samples
    .map(({ labels, value }) => ({ name: name(labels, panel.legend), value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) =>
      element('div', { class: 'tile' }, [
        element('b', { class: judged(each.value, panel.unit) }, [figure(each.value, panel.unit)]),
        element('span', {}, [each.name]),
      ]),
    );
  place.replaceChildren(element('div', { class: 'tiles' }, boxes));
  place.dataset.series = String(samples.length);
}

async function drawAlerts(place) {
  const firing = (await alerts()).filter(({ labels }) => labels.alertname !== 'Watchdog');
  place.dataset.series = '1';
  if (firing.length === 0) return place.replaceChildren(element('p', { class: 'good' }, ['Nothing fires.']));
  const rank = { critical: 0, warning: 1, info: 2 };
  firing.sort((a, b) => (rank[a.labels.severity] ?? 3) - (rank[b.labels.severity] ?? 3));
  const rows = firing.map(({ labels, annotations, startsAt }) => [
    element('span', { class: labels.severity }, [labels.severity]),
    element('a', { href: `#alerts/${labels.alertname}` }, [labels.alertname]),
    annotations.summary ?? '',
    new Date(startsAt).toLocaleString(),
    element('a', { href: `#${areaOf[labels.area] ?? labels.area}` }, ['look']),
  ]);
  place.replaceChildren(table(['', 'alert', 'what', 'since', ''], rows));
}

async function replication(place) {
  const [servers, replicas, lags, applies, receives] = await Promise.all([
    now('max by (instance, cluster) (mysql_global_variables_read_only)'),
    now('count by (instance, master_host) (mysql_slave_status_slave_sql_running)'),
    now('max by (instance) (mysql_slave_status_seconds_behind_master)'),
    now('min by (instance) (mysql_slave_status_slave_sql_running)'),
    now('min by (instance) (mysql_slave_status_slave_io_running)'),
  ]);
  if (servers.length === 0) return empty(place);
  const of = (samples, instance) => samples.find(({ labels }) => labels.instance === instance)?.value;
  const box = ({ labels: { instance, cluster }, value }) => {
    const follows = replicas.find(({ labels }) => labels.instance === instance);
    const lag = of(lags, instance);
    const works = of(applies, instance) === 1 && of(receives, instance) === 1;
    const [state, word] =
      value === 0
        ? ['good', 'writer']
        : follows === undefined
          ? ['bad', 'read-only, follows nobody']
          : works
            ? ['good', 'replica']
            : ['bad', 'replica that stands still'];
    const details =
      follows === undefined
        ? ''
        : `of ${follows.labels.master_host}, ${lag === undefined ? 'lag not known' : `${figure(lag, 'seconds')} behind`}`;
    return element('div', { class: 'server' }, [
      element('b', {}, [instance]),
      ` ${cluster ?? ''}`,
      element('small', { class: state }, [word]),
      element('small', {}, [details]),
    ]);
  };
  const writers = servers.filter(({ value }) => value === 0);
  const others = servers.filter(({ value }) => value !== 0);
  place.replaceChildren(...writers.map(box), element('div', { class: 'servers' }, others.map(box)));
  place.dataset.series = String(servers.length);
}

async function runbooks(place) {
  const all = (await rules()).sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = all.map((rule) => [
    element(
      'span',
      { id: `alerts/${rule.name}`, class: rule.state === 'firing' && rule.labels.severity !== 'none' ? 'bad' : '' },
      [rule.name],
    ),
    rule.labels.severity ?? '',
    rule.duration === 0 ? 'at once' : figure(rule.duration, 'seconds'),
    rule.annotations.remedy ?? '',
    element('a', { href: `#${areaOf[rule.labels.area] ?? rule.labels.area}` }, ['look']),
  ]);
  place.replaceChildren(table(['alert', 'severity', 'after', 'what to do', ''], rows));
  place.dataset.series = String(all.length);
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function empty(place) {
  place.dataset.series = '0';
  place.replaceChildren(element('p', { class: 'empty' }, ['Nothing is known of this.']));
}

function table(head, rows) {
  const cells = (kind, row) =>
    element(
      'tr',
      {},
      row.map((cell) => element(kind, {}, [cell])),
    );
  return element('div', { class: 'scroll' }, [
    element('table', {}, [
      element('thead', {}, [cells('th', head)]),
      element(
        'tbody',
        {},
        rows.map((row) => cells('td', row)),
      ),
    ]),
  ]);
}

/** Texts become text nodes, so that nothing that a host says is markup. */
export function element(kind, attributes, children) {
  const made = document.createElement(kind);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function name(labels, wanted) {
  return wanted
    .map((label) => labels[label])
    .filter((each) => each !== undefined)
    .join(' / ');
}

function judged(value, unit) {
  if (unit === 'up') return value === 1 ? 'good' : 'bad';
  if (unit === 'days') return value < 3 ? 'bad' : value < 21 ? 'warning' : 'good';
  return '';
}

function figure(value, unit) {
  if (unit === 'up') return value === 1 ? 'up' : 'down';
  if (unit === 'ratio') return `${(value * 100).toFixed(value === 0 || value >= 0.1 ? 0 : value < 0.01 ? 2 : 1)} %`;
  if (unit === 'days') return value < 1 ? value.toFixed(1) : String(Math.floor(value));
  if (unit === 'seconds')
    return value >= 60
      ? `${(value / 60).toFixed(1)} min`
      : value >= 1 || value === 0
        ? `${value.toFixed(1)} s`
        : `${(value * 1000).toFixed(1)} ms`;
  const [part, sign] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  const number = value / part;
  return `${number.toFixed(number >= 100 || Number.isInteger(number) ? 0 : number >= 1 ? 1 : 2)}${sign}${unit === 'rate' ? '/s' : unit === 'bytes' ? 'B/s' : ''}`;
}
