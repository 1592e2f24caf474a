/** Something that is broken on purpose. */
export interface Trouble {
  readonly title: string;
  /** `MysqlWriters`, or with the host it is about: `HostDown web2`. Also what follows from it and is told by itself. */
  readonly alerts: readonly string[];
  readonly host: string;
  /** Shell text as root, which ends with an error when it could not do it. Without it the host loses its power. */
  readonly breaks?: string;
  /** The same, as soon as the host has power again. */
  readonly heals: string;
}

/** Troubles of one wave do not meet, nor do their groups of alerts: they are made, told and mended together. @param network of the lab */
export function waves(network: string): readonly (readonly Trouble[])[] {
  return [
    [
      stopped('lb1', 'prometheus-node-exporter', ['ExporterDown lb1']),
      stopped('web2', 'nginx', ['ServiceDown web2']),
      {
        title: 'replication stops on db2',
        alerts: ['MysqlReplicationStopped db2'],
        host: 'db2',
        breaks: 'mariadb -e "STOP SLAVE SQL_THREAD"',
        heals: 'mariadb -e "START SLAVE"',
      },
    ],
    [
      {
        title: 'the exporter of db1 loses its user',
        alerts: ['ExporterBlind db1'],
        host: 'db1',
        breaks: 'mariadb -e "SET sql_log_bin=0; DROP USER prometheus@localhost"',
        heals: `mariadb -e "SET sql_log_bin=0; CREATE USER prometheus@localhost IDENTIFIED VIA unix_socket; ${grants}"`,
      },
      stopped('web1', 'mtail', ['ExporterDown web1']),
      {
        title: 'two hosts have the shared address',
        alerts: ['SharedAddressOwners'],
        host: 'web2',
        breaks: `ip address add ${network}.10/32 dev lo`,
        heals: `ip address del ${network}.10/32 dev lo`,
      },
    ],
    [
      {
        title: 'db2 accepts writes',
        alerts: ['MysqlWriters'],
        host: 'db2',
        breaks: 'mariadb -e "SET GLOBAL read_only=0"',
        heals: 'mariadb -e "SET GLOBAL read_only=1"',
      },
      {
        title: 'web1 shows a certificate of two days',
        alerts: ['CertificateExpiresSoon web1'],
        host: 'web1',
        breaks:
          'cd /etc/ssl/rackwright && cp -p site.crt site.key /root && cp /root/short.crt site.crt && cp /root/short.key site.key && systemctl reload nginx',
        heals: 'cp -p /root/site.crt /root/site.key /etc/ssl/rackwright && systemctl reload nginx',
      },
      {
        title: 'the exporter of db2 loses a grant',
        alerts: ['ExporterBlind db2'],
        host: 'db2',
        breaks:
          'mariadb -e "SET sql_log_bin=0; REVOKE SLAVE MONITOR ON *.* FROM prometheus@localhost" && systemctl restart prometheus-mysqld-exporter',
        heals: `mariadb -e "SET sql_log_bin=0; ${grants}" && systemctl restart prometheus-mysqld-exporter`,
      },
      {
        title: 'the backup of db1 is three days old',
        alerts: ['BackupStale db1'],
        host: 'db1',
        breaks: `echo "backup_last_success_timestamp_seconds $(($(date +%s) - 259200))" >${textfile}`,
        heals: `rm ${textfile}`,
      },
    ],
    [
      {
        title: 'a bad rule of one’s own is put there by hand',
        alerts: ['ConfigurationNotLoaded mon1'],
        host: 'mon1',
        breaks:
          'mkdir -p /etc/prometheus/rules.d && echo "groups: [" >/etc/prometheus/rules.d/bad.yml && systemctl reload prometheus',
        heals: 'rm /etc/prometheus/rules.d/bad.yml && systemctl reload prometheus',
      },
      stopped('lb1', 'haproxy', ['ServiceDown lb1']),
      {
        title: 'db2 follows nobody any more',
        alerts: ['MysqlReplicaNotConfigured db2'],
        host: 'db2',
        breaks: 'mariadb -e "STOP SLAVE; RESET SLAVE ALL"',
        heals: `mariadb -e "CHANGE MASTER TO MASTER_HOST='${network}.31', MASTER_USER='repl', MASTER_PASSWORD='repl-lab', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=2, MASTER_HEARTBEAT_PERIOD=1; START SLAVE"`,
      },
    ],
    [
      {
        title: 'web1 gets more requests than its limit',
        alerts: ['WebQpsHigh web1'],
        host: 'web1',
        breaks: `systemd-run --unit drill-load sh -c 'while :; do curl -s -o /dev/null --parallel --parallel-max 2 "http://127.0.0.1/?[1-50]"; sleep 1; done'`,
        heals: 'systemctl stop drill-load',
      },
      {
        title: 'the network of web2 is gone',
        alerts: ['HostDown web2'],
        host: 'web2',
        breaks: `systemd-run --on-active=1 sh -c 'nft add table inet drill; nft "add chain inet drill input { type filter hook input priority -300; policy drop; }"; sleep 150; nft delete table inet drill'`,
        heals: ':',
      },
      stopped('db1', 'mariadb', ['ServiceDown db1', 'MysqlNoWriter']),
    ],
    [
      stopped('db2', 'mariadb', ['ServiceDown db2']),
      stopped('web2', 'prometheus-nginx-exporter', ['ExporterDown web2']),
      {
        title: 'a small disk of web1 fills',
        alerts: ['DiskAlmostFull web1'],
        host: 'web1',
        // Lab hosts have no disk of their own; the alert is about every file system in which something is kept.
        breaks:
          'mkdir -p /srv/small && mount -t tmpfs -o size=32m small /srv/small && head -c 31m /dev/zero >/srv/small/log',
        heals: 'umount /srv/small',
      },
    ],
    [
      stopped('db1', 'prometheus-mysqld-exporter', ['ExporterDown db1']),
      {
        title: 'lb1 loses its power',
        // Nobody takes over from the only load balancer, which plays a switch as well.
        alerts: ['HostDown lb1', 'DeviceSilent switch1'],
        host: 'lb1',
        heals: `ip address add ${network}.10/32 dev lo`,
      },
    ],
    [
      stopped('mon1', 'prometheus-blackbox-exporter', ['ExporterDown mon1']),
      {
        title: 'a power strip gives nearly too much',
        alerts: ['PowerStripFull strip1'],
        host: 'web1',
        breaks: `${strip}integer 2/integer 3/' /etc/snmp/snmpd.conf && systemctl restart snmpd`,
        heals: `${strip}integer 3/integer 2/' /etc/snmp/snmpd.conf && systemctl restart snmpd`,
      },
      {
        title: 'a port of a switch has no cable',
        alerts: ['LinkDown switch1'],
        host: 'lb1',
        breaks: 'ip link add port1 type veth peer name port2 && ip link set port1 up',
        heals: 'ip link del port1',
      },
    ],
    [
      stopped('web1', 'snmpd', ['DeviceSilent strip1']),
      // The other one tells.
      stopped('mon2', 'prometheus', ['ServiceDown mon2']),
    ],
  ];
}

const grants = 'GRANT PROCESS, BINLOG MONITOR, SLAVE MONITOR, SELECT ON *.* TO prometheus@localhost';
const strip = "sed -i '/26.6.3.1.4.1/s/";
const textfile = '/var/lib/prometheus/node-exporter/backup.prom';

function stopped(host: string, unit: string, alerts: readonly string[]): Trouble {
  return {
    title: `${unit} stops on ${host}`,
    alerts,
    host,
    breaks: `systemctl stop ${unit}`,
    heals: `systemctl start ${unit}`,
  };
}
