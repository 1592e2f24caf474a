/**
 * What is asked of Prometheus, in its own language. The names of series are those of the exporters and of the rules of the role
 * `prometheus`; what a site does not have gives no answer and is not shown.
 */
export const questions = {
  hosts: 'max by (instance) (probe_success{job="ping"})',
  silent: 'up{job!~"ping|https|.*-probes|snmp"} == 0',
  cpu: 'instance:cpu_busy:ratio_rate1m',
  memory: '1 - instance:memory_available:ratio',
  disk: '1 - min by (instance) (instance:filesystem_available:ratio)',
  web: 'instance:nginx_http_requests:rate1m',
  errors: 'site:web_errors:ratio_rate5m',
  slowest: 'max(vhost:nginx_http_request_duration_seconds:p99_5m)',
  edge: 'proxy:haproxy_frontend_http_requests:rate1m',
  serversUp: 'max by (proxy) (haproxy_backend_active_servers)',
  servers: 'count by (proxy) (count by (proxy, server) (haproxy_server_status))',
  readOnly: 'max by (instance, cluster) (mysql_global_variables_read_only)',
  queries: 'instance:mysql_queries:rate1m',
  applies: 'min by (instance) (mysql_slave_status_slave_sql_running)',
  receives: 'min by (instance) (mysql_slave_status_slave_io_running)',
  lag: 'max by (instance) (mysql_slave_status_seconds_behind_master - mysql_slave_status_sql_delay)',
  certificates: 'sort(min by (target) (probe:certificate_left:days))',
  headroom: 'site:web_headroom:ratio',
} as const;

export type QuestionName = keyof typeof questions;
