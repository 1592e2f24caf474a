import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { drillFile } from './failover-drill.ts';
import { evidenceParts } from './parts/registry.ts';

/** A port whose TLS is to be opened. */
export interface TlsPort {
  readonly port: number;
  /** The name that is asked for. */
  readonly name: string;
  readonly mysql: boolean;
}

/**
 * Reads all evidence of a host in one request, and writes nothing. Each part begins with a line of the mark and its name.
 * @param mark that nobody on the host could have put into a file
 */
export function evidenceScript(mark: string, address: string, ports: readonly TlsPort[]): Command {
  const handshakes = ports.map(({ port, name, mysql }) => {
    const speak = mysql ? sh`-starttls mysql` : sh`-alpn http/1.1`;
    return sh`mark certificate ${port}
timeout 5 openssl s_client -connect ${`${address}:${port}`} -servername ${name} ${speak} </dev/null 2>/dev/null |
  openssl x509 -noout -enddate -ext subjectAltName 2>/dev/null
`.text;
  });
  const shown: Command = { text: handshakes.join('') };
  const parts: Command = { text: evidenceParts.map(({ name, script }) => `mark ${name}\n${script.text}\n`).join('') };
  return sh`mark() { printf '\n%s %s\n' ${mark} "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }
for each in /etc/haproxy/haproxy.cfg /etc/nginx/nginx.conf /etc/nginx/conf.d/*.conf /etc/nginx/sites-enabled/* \
  /etc/mysql/my.cnf /etc/mysql/conf.d/*.cnf /etc/mysql/mariadb.conf.d/*.cnf /etc/prometheus/prometheus.yml /etc/keepalived/keepalived.conf /etc/php/*/fpm/php.ini \
  /etc/php/*/fpm/pool.d/*.conf; do
  if [ -f "$each" ]; then mark file "$each"; dd if="$each" bs=1024 count=256 2>/dev/null; fi
done
if has ss; then mark sockets; ss -H -tlnp; fi
${shown}mark firewalls
if has ufw && LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then echo ufw; fi
for each in firewalld nftables netfilter-persistent shorewall rackwright-firewall; do
  if has systemctl && systemctl -q is-enabled "$each.service" 2>/dev/null; then echo "$each"; fi
done
if has apt-get; then mark upgrades; apt-get -s -o Debug::NoLocking=true dist-upgrade 2>/dev/null | grep '^Inst '; fi
for client in mariadb mysql; do
  has "$client" && "$client" -N -B -e 'SELECT 1' >/dev/null 2>&1 || continue
  mark sql
  "$client" -N -B -e "SELECT 'global', @@GLOBAL.read_only, @@GLOBAL.server_id, @@GLOBAL.max_connections, @@GLOBAL.require_secure_transport"
  "$client" -N -B -e "SELECT 'account', User, Host, Repl_slave_priv = 'Y' AND Select_priv = 'N' FROM mysql.user"
  { "$client" -e 'SHOW ALL SLAVES STATUS\\G' 2>/dev/null || "$client" -e 'SHOW REPLICA STATUS\\G' 2>/dev/null; } |
    grep -E '^ *(Master|Source|Slave_IO|Slave_SQL|Replica_IO|Replica_SQL)_(Host|Running|SSL_Allowed): '
  break
done
if [ -f ${drillFile} ]; then mark drill; dd if=${drillFile} bs=1024 count=4 2>/dev/null; fi
if [ -f /etc/prometheus/prometheus.yml ] && has curl; then
  mark peak
  curl -fsS -G --max-time 10 --data-urlencode ${`query=${busiest}`} http://127.0.0.1:9090/api/v1/query 2>/dev/null
fi
${parts}mark end`;
}

/** What the role prometheus records of web servers. */
const busiest = 'max_over_time(sum(job:nginx_http_requests:rate1m)[7d:1m])';
