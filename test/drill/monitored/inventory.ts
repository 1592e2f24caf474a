import { execFileSync } from 'node:child_process';
import { labLogin } from '../../support/lab-login.ts';

/** Who may look at the dashboards. */
export const dashboardLogin = { user: 'ops', password: 'only-for-drills' };

/** The watched site: an edge, two web servers, a primary and its replica, and who watches them. */
export const monitoredInventory = (network: string): string => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
  children:
    lb:
      hosts:
        lb1: {ansible_host: ${network}.11}
    web:
      hosts:
        web1: {ansible_host: ${network}.21}
        web2: {ansible_host: ${network}.22}
    db:
      hosts:
        db1: {ansible_host: ${network}.31}
        db2: {ansible_host: ${network}.32}
    mon:
      hosts:
        mon1: {ansible_host: ${network}.41}
        mon2: {ansible_host: ${network}.42}
`;

/** @param webhook where alerts go */
export const monitoredVariables = (network: string, webhook: string): string => `site_domain: rack.test
firewall_backend: nftables
topology:
  services:
    - {name: ssh, on: all, port: ssh, from: any}
    - {name: https, on: web, ports: [80, 443], from: any, tls: terminate}
    - {name: edge, on: lb, port: 80, from: any}
    - {name: mysql, on: db, port: 3306, from: db}
    - {name: node-exporter, on: all, port: 9100, from: mon, tls: mutual}
    - {name: nginx-exporter, on: web, port: 9113, from: mon, tls: terminate}
    - {name: mtail, on: web, port: 3903, from: mon}
    - {name: haproxy-metrics, on: lb, port: 8405, from: mon}
    - {name: mysqld-exporter, on: db, port: 9104, from: mon, tls: mutual}
    - {name: blackbox-exporter, on: mon, port: 9115, from: mon, tls: terminate}
    - {name: snmp-exporter, on: mon, port: 9116, from: mon, tls: mutual}
    - {name: snmp, on: [lb, web1], port: 161, proto: udp, from: mon}
    - {name: dashboard, on: mon, port: 443, from: any, tls: terminate}
    # Everything is collected and judged twice, and must be told once.
    - {name: alertmanager, on: mon, port: 9094, from: mon, tls: mutual}
    - {name: alertmanager-api, on: mon, port: 9095, from: mon, tls: mutual}
monitoring_labels: {cluster: main}
# Two of the hosts play devices, too.
prometheus_devices:
  - {name: switch1, address: ${network}.11}
  - {name: strip1, address: ${network}.21, module: power_apc}
prometheus_shared_addresses: [${network}.10]
# All hosts of the lab have the processors and the memory of this machine, whose load is not what is tried here.
prometheus_thresholds: {web_qps_max: 30, cpu_busy_ratio: 2, memory_free_ratio: 0}
# Not measured; the panels of capacity want a number.
prometheus_web_capacity: {web1: 400, web2: 400}
dashboard_users: [{name: ${dashboardLogin.user}, hash: "${hash(dashboardLogin.password)}"}]
alertmanager_deadman_url: ${webhook}deadman
alertmanager_receivers:
  - name: drill
    webhook_configs: [{url: "${webhook}alerts", send_resolved: true}]
`;

function hash(password: string): string {
  return execFileSync('openssl', ['passwd', '-6', '-salt', 'drill', password], { encoding: 'utf8' }).trim();
}
