// The panels of our dashboards as Grafana imports them, one dashboard for each area, made with its own SDK.
import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { areas } from '../playbooks/roles/dashboard/files/panels.js';

/** `NAME.json` and its text. Grafana has a list of all alerts itself, so that area is left out. */
export function grafanaDashboards() {
  return areas
    .filter(({ id }) => id !== 'alerts')
    .map((area) => [`grafana/${area.id}.json`, `${JSON.stringify(dashboard(area), undefined, 2)}\n`]);
}

// Whoever imports it chooses which Prometheus.
const source = { type: 'prometheus', uid: '${datasource}' };

const units = { rate: 'ops', ratio: 'percentunit', seconds: 's', number: 'short', bytes: 'Bps', days: 'd', up: 'none' };

const limits = {
  up: [
    { value: null, color: 'red' },
    { value: 1, color: 'green' },
  ],
  days: [
    { value: null, color: 'red' },
    { value: 3, color: 'orange' },
    { value: 21, color: 'green' },
  ],
};

function dashboard({ id, title, panels }) {
  const builder = new DashboardBuilder(`Rackwright: ${title}`)
    .uid(`rackwright-${id}`)
    .tags(['rackwright'])
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .readonly()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const panel of panels) builder.withPanel(made[panel.kind](panel).datasource(source));
  return builder.build();
}

const made = {
  chart: ({ title, query, legend, unit, wide }) =>
    placed(new TimeseriesBuilder(), title, wide)
      .unit(units[unit])
      .min(0)
      .withTarget(asked(query).legendFormat(named(legend, title))),

  tiles: ({ title, query, legend, unit, wide }) => {
    const panel = placed(new StatBuilder(), title, wide)
      .unit(units[unit])
      .graphMode(BigValueGraphMode.None)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
      .withTarget(asked(query).instant().legendFormat(named(legend, title)));
    const steps = limits[unit];
    if (steps === undefined) return panel.colorMode(BigValueColorMode.None);
    const judged = panel.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps));
    const words = { 0: { text: 'down' }, 1: { text: 'up' } };
    return unit === 'up' ? judged.mappings([{ type: MappingType.ValueToText, options: words }]) : judged;
  },

  alerts: ({ title }) => table(title, 'ALERTS{alertstate="firing", alertname!="Watchdog"}'),

  replication: ({ title }) =>
    table(title, 'max by (cluster, master_host, instance) (mysql_slave_status_seconds_behind_master)'),
};

function table(title, query) {
  return placed(new TableBuilder(), title, true).withTarget(asked(query).instant().format(PromQueryFormat.Table));
}

function placed(panel, title, wide = false) {
  return panel
    .title(title)
    .height(8)
    .span(wide ? 24 : 12);
}

function asked(query) {
  return new DataqueryBuilder().datasource(source).refId('A').expr(query);
}

function named(legend, title) {
  return legend.length === 0 ? title : legend.map((label) => `{{${label}}}`).join(' / ');
}
