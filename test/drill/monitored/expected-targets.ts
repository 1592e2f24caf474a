import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { monitoredInventory, monitoredVariables } from './inventory.ts';

/** An exporter of the topology on one host. */
export interface ExporterPlace {
  /** The job by which Prometheus asks it. */
  readonly job: string;
  readonly host: string;
  readonly port: number;
}

/** What must be asked of the watched site, said by its inventory and its topology alone. @param network of the lab */
export function expectedTargets(network: string): {
  readonly exporters: readonly ExporterPlace[];
  /** Whatever a collector asks, on `mon1`: `node web1`. */
  readonly targets: readonly string[];
} {
  const { all } = parse(monitoredInventory(network)) as Inventory;
  const variables = parse(monitoredVariables(network, 'http://192.0.2.1/')) as Variables;
  const { exporter_catalogue: catalogue } = parse(readFileSync(defaults, 'utf8')) as Catalogue;
  const groups = new Map(Object.entries(all.children).map(([name, { hosts }]) => [name, Object.keys(hosts)]));
  const everybody = [...groups.values()].flat();
  const hostsOf = ({ on }: Service): readonly string[] =>
    [on].flat().flatMap((place) => (place === 'all' ? everybody : (groups.get(place) ?? [place])));
  const exporters = variables.topology.services.flatMap((service) => {
    const kind = catalogue.find(({ name }) => name === service.name);
    return kind === undefined ? [] : hostsOf(service).map((host) => ({ job: kind.job, host, port: service.port ?? 0 }));
  });
  const pages = variables.topology.services.filter(
    ({ tls, port, ports = [port] }) => tls === 'terminate' && ports.includes(443),
  );
  return {
    exporters,
    targets: [
      'alertmanager mon1',
      'prometheus mon1',
      ...exporters.map(({ job, host }) => `${job} ${host}`),
      ...everybody.map((host) => `ping ${host}`),
      ...pages.flatMap(hostsOf).map((host) => `https ${host}`),
      ...variables.prometheus_devices.map(({ name }) => `snmp ${name}`),
    ].toSorted(),
  };
}

const defaults = fileURLToPath(new URL('../../../playbooks/roles/exporters/defaults.yml', import.meta.url));

interface Inventory {
  readonly all: { readonly children: Readonly<Record<string, { readonly hosts: object }>> };
}

interface Service {
  readonly name: string;
  readonly on: string | readonly string[];
  readonly port?: number;
  readonly ports?: readonly number[];
  readonly tls?: string;
}

interface Variables {
  readonly topology: { readonly services: readonly Service[] };
  readonly prometheus_devices: readonly { readonly name: string }[];
}

interface Catalogue {
  readonly exporter_catalogue: readonly { readonly name: string; readonly job: string }[];
}
