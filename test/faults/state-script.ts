/**
 * Prints what a host is, in sections: every name with its kind, mode, owner and link; the contents of all that has changed since the
 * host was made; services, timers, users, packages, packet filter, kernel parameters, processes; and what handlers noted.
 *
 * What served a lost connection gives tasks of it five seconds to end (`graceSeconds`), and the session ends after it: sessions have
 * fifteen seconds, and what is still there then counts. systemd reads its files anew first, so that units which it merely remembers
 * do not count.
 *
 * Left out, because two undisturbed runs differ in it: what carries times or random numbers (logs, the journal, caches of apt and
 * debconf, systemd's and sudo's own records), what names the host itself, what the lock says of its last owner, and what notes of files say of
 * what stood there before.
 */
export const stateScript = String.raw`export LC_ALL=C
left=150
while [ "$left" -gt 0 ] && systemctl list-units --plain --no-legend 'session-*.scope' | grep -q .; do sleep 0.1; left=$((left - 1)); done
systemctl daemon-reload
echo '# names'
find / -xdev \( -path /var/log -o -path /var/lib/systemd -o -path /var/cache -o -path /var/lib/apt -o -path /var/tmp/systemd-private-\* \
  -o -path /var/lib/rackwright-lab -o -path /root/.cache -o -path /var/spool/cron/crontabs/tmp.\* \) -prune -o -printf '%p %y %m %u %g %l\n' | sort
find /run /tmp /dev/shm \( -path /run/systemd -o -path /run/user -o -path /run/sudo -o -path /run/udev -o -path /run/log \
  -o -path /run/dbus -o -path /run/lock -o -name 'systemd-private-*' \) -prune -o -printf '%p %y %m %u %g %l\n' | sort
echo '# contents'
find / -xdev \( -path /var/log -o -path /var/lib/systemd -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/rackwright-lab -o -path /root/.cache \
  -o -path /var/lib/rackwright/applied -o -path /etc/hosts -o -path /etc/hostname -o -path /etc/resolv.conf -o -path /var/spool/cron/crontabs -o -path /etc/ssh/ssh_host_\* \) -prune \
  -o -type f -cnewer /dev/shm/made -print0 | sort -z | xargs -0 -r sha256sum
crontab -l 2>/dev/null | grep -v '^# .*installed on'
echo '# services'
systemctl list-unit-files --no-legend --no-pager | tr -s ' ' | sort
systemctl list-units --all --plain --no-legend --no-pager --type=service,timer,socket | awk '{ print $1, $2, $3, $4 }' | grep -v -e '^user' -e '^session' -e '^systemd-' -e '^man-db' -e '^e2scrub' -e '^apt-daily' -e '^dpkg-db' -e '^fstrim' -e '^logrotate' | sort
grep 'open files' "/proc/$(systemctl show -p MainPID --value fleet)/limits" 2>/dev/null
systemctl show -p NeedDaemonReload fleet fleet-agent
echo '# users'
getent passwd
getent group
echo '# packages'
dpkg-query -W -f '\${Package} \${Status} \${Version}\n'
dpkg --audit
echo '# packet filter'
for tool in iptables ip6tables; do $tool-save | sed -e '/^#/d' -e 's/ \[[0-9:]*\]//'; done
echo '# kernel'
sysctl net.ipv4.tcp_syn_retries
date +%Z
sshd -T | sort
echo '# processes'
ps -e -o user=,args= | grep -v -e '^root  *ps ' -e '^root  *\[\{0,1\}sort' -e '^root  *grep' -e '^root  *sh -c export' -e '^root  *xargs' -e systemd -e dbus -e '(sd-pam)' | sort
echo '# lock'
if flock -n /run/rackwright/lock true; then echo free; else echo held; fi
echo '# handlers'
cat /var/log/fleet-handlers 2>/dev/null || true`;
