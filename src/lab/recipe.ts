import { createHash } from 'node:crypto';
import type { Command } from '../shell.ts';
import { sh, verbatim } from '../shell.ts';
import type { ArchiveAccess } from './archive-access.ts';
import type { LabImage } from './plan.ts';
import { labUser } from './plan.ts';
import { initPath, initScript, shutdownHook, shutdownHookPath } from './recipe-init.ts';

/** Everything that decides what is in an image. */
export interface Recipe {
  /** Of the system below everything. */
  readonly suite: 'bookworm';
  /** What the host has from the start. No Python, and nothing that a play is to install. */
  readonly packages: readonly string[];
  /** Runs as root in a container of the bare system. */
  readonly setup: Command;
  /** The image's tag: another recipe is another image. */
  readonly digest: string;
}

/** Pure. */
export function recipeFor(image: LabImage, archive: ArchiveAccess): Recipe {
  const setup = setupScript(archive, image === 'bookworm' ? verbatim('') : unstableScript(archive.sources));
  const parts = JSON.stringify([image, basePackages, setup.text]);
  return {
    suite: 'bookworm',
    packages: basePackages,
    setup,
    digest: createHash('sha256').update(parts).digest('hex').slice(0, 12),
  };
}

/**
 * A small server as Debian's installer leaves it with only "SSH server" chosen, and beside that what tests look at
 * hosts with (curl, nmap, openssl). Of services only sshd, dbus and systemd's own run.
 */
const basePackages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'libpam-systemd', 'openssh-server', 'sudo', 'ca-certificates'],
  ...[
    'iproute2',
    'iputils-ping',
    'iptables',
    'nftables',
    'netbase',
    'procps',
    'kmod',
    'less',
    'curl',
    'nmap',
    'openssl',
  ],
];

/**
 * Not installed: a play installs them for real, but apt finds the files in its cache. Installing them then needs no
 * network and takes seconds. With what they recommend; ufw brings Python along.
 */
const cachedPackages = [
  'nginx',
  'ufw',
  'cron',
  'chrony',
  'haproxy',
  'mariadb-server',
  'keepalived',
  'prometheus-node-exporter',
];

function setupScript(archive: ArchiveAccess, more: Command): Command {
  return sh`
set -eu
export DEBIAN_FRONTEND=noninteractive
printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
${verbatim(undoTrimming)}
printf %s ${archive.settings} > /etc/apt/apt.conf.d/80rackwright-lab
${sourcesScript(archive.sources)}
mkdir -p /usr/local/share/ca-certificates
number=0
for certificate in ${archive.certificates} ''; do
  number=$((number + 1))
  [ -z "$certificate" ] || printf '%s\\n' "$certificate" > "/usr/local/share/ca-certificates/controller-$number.crt"
done
apt-get -q update
apt-get -q install -y --no-install-recommends ${basePackages}
update-ca-certificates
apt-get -q clean
apt-get -q install -y --download-only ${cachedPackages}${more}
apt-cache gencaches

useradd --create-home --uid 1000 --user-group --shell /bin/bash ${labUser}
printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\\n' ${labUser} > /etc/sudoers.d/${labUser}
chmod 440 /etc/sudoers.d/${labUser}

printf %s ${initScript} > ${initPath}
mkdir -p ${shutdownHookPath.slice(0, shutdownHookPath.lastIndexOf('/'))}
printf %s ${shutdownHook} > ${shutdownHookPath}
chmod 755 ${initPath} ${shutdownHookPath}
${verbatim(settle)}
rm -f /usr/sbin/policy-rc.d
`;
}

function sourcesScript(sources: string): Command {
  if (sources === '') return verbatim('# the sources that are there are the usual ones');
  return sh`rm -f /etc/apt/sources.list.d/* && printf %s ${sources} > /etc/apt/sources.list`;
}

/**
 * Nothing comes from there but what is asked for by the suite's name. The libraries that MySQL needs are there from the start: a play that replaces the C
 * library of its host takes minutes for it.
 */
function unstableScript(sources: string): Command {
  const [, archive = 'http://deb.debian.org/debian'] = /^deb (\S+) bookworm main$/m.exec(sources) ?? [];
  return sh`
printf '%s\\n' ${`deb ${archive} sid main`} > /etc/apt/sources.list.d/sid.list
printf 'Package: *\\nPin: release n=sid\\nPin-Priority: 100\\n' > /etc/apt/preferences.d/sid
apt-get -q update
printf %s ${newerSysusers} > /usr/local/sbin/systemd-sysusers
chmod 755 /usr/local/sbin/systemd-sysusers
printf 'DPkg::Path "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";\\n' > /etc/apt/apt.conf.d/81rackwright-lab
needed=$(apt-get -q -s install -y --no-install-recommends -t sid mysql-server | sed -n 's/^Inst \\([^ ]*\\) .*/\\1/p' | grep -v '^mysql')
apt-get -q install -y --no-install-recommends -t sid $needed
apt-get -q install -y --download-only --no-install-recommends -t sid mysql-server`;
}

/** Unstable’s packages make accounts with `u!` (nobody may log in with them), which Debian 12’s program does not know: there they have no password either. */
const newerSysusers = `#!/bin/sh
for word; do
  shift
  case $word in
  *.conf) sed 's/^u!/u/' "/usr/lib/sysusers.d/$word" | /usr/bin/systemd-sysusers - || exit ;;
  *) set -- "$@" "$(printf '%s\\n' "$word" | sed 's/^u!/u/')" ;;
  esac
done
[ "$#" -eq 0 ] || exec /usr/bin/systemd-sysusers "$@"
`;

/** Images from a registry throw away apt's caches and documentation, which real hosts do not. */
const undoTrimming = `
rm -f /etc/apt/apt.conf.d/docker-* /etc/apt/apt.conf.d/99mmdebstrap /etc/dpkg/dpkg.cfg.d/docker*
printf 'Acquire::Languages "none";\\n' > /etc/apt/apt.conf.d/70rackwright-lab`;

/**
 * Two hosts must share no identity. Timers of apt would take dpkg's lock at random moments of a test. A container cannot
 * set the clock (it would be the controller's): there chronyd runs, but leaves the clock alone. nvmf-autoconnect comes
 * with node-exporter's recommendations and fails where the kernel has no such module.
 */
const settle = `
rm -f /etc/ssh/ssh_host_*
: > /etc/machine-id
rm -f /var/lib/dbus/machine-id
systemctl mask apt-daily.timer apt-daily-upgrade.timer console-getty.service getty.target nvmf-autoconnect.service
mkdir -p /etc/systemd/system/chrony.service.d
cat > /etc/systemd/system/chrony.service.d/lab.conf <<'END'
[Unit]
ConditionCapability=
[Service]
ExecStart=
ExecStart=!/usr/sbin/chronyd -x $DAEMON_OPTS
END`;
